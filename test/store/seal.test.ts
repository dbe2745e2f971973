import { describe, expect, it } from 'vitest'
import { SealBroken, seal, unseal } from '../../src/store/seal.ts'

const KEY = 'mot-chuoi-bi-mat-du-dai-cho-viec-nay'
const TOKEN = 'ZaloRefreshToken_ă-đ-ê.0123456789'

describe('sealing a token', () => {
  it('gives back with the same key what was sealed', () => {
    expect(unseal(KEY, seal(KEY, TOKEN))).toBe(TOKEN)
    expect(unseal(KEY, seal(KEY, ''))).toBe('')
  })

  it('shows nothing of the text, and never looks the same twice', () => {
    const [one, other] = [seal(KEY, TOKEN), seal(KEY, TOKEN)]
    expect(one).not.toBe(other)
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('Zalo')
  })

  it('says what to do where the key is another one', () => {
    expect(() => unseal('khoa-khac', seal(KEY, TOKEN))).toThrow(SealBroken)
    expect(() => unseal('khoa-khac', seal(KEY, TOKEN))).toThrow('SECRET_KEY')
  })

  it('does not open what was changed, cut or never sealed', () => {
    const sealed = seal(KEY, TOKEN)
    const last = sealed.at(-2) === 'A' ? 'B' : 'A'
    for (const broken of [
      `${sealed.slice(0, -2)}${last}${sealed.slice(-1)}`,
      sealed.slice(0, 30),
      TOKEN,
      '',
      's1.',
    ])
      expect(() => unseal(KEY, broken)).toThrow(SealBroken)
  })
})
