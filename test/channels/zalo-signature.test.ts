import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkSignature } from '../../src/channels/zalo/signature.ts'

const settings = { appId: '1000000000000000001', oaSecretKey: 'khoa-oa', appSecret: 'bi-mat-app' }
const BODY =
  '{"event_name":"user_send_text","message":{"text":"Còn phòng không ạ?"},"timestamp":"1790000000123"}'
const IN_BODY = '1790000000123'
const IN_HEADER = '1790000000999'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const right = sha256(settings.appId + BODY + IN_BODY + settings.oaSecretKey)

function check(signature: string | undefined, change: { rawBody?: string; appSecret?: string } = {}) {
  return checkSignature(
    {
      rawBody: Buffer.from(change.rawBody ?? BODY),
      signature,
      bodyTimestamp: IN_BODY,
      headerTimestamp: IN_HEADER,
    },
    { ...settings, appSecret: change.appSecret ?? settings.appSecret },
  )
}

describe('a Zalo signature', () => {
  it.each([
    ['mac= over the time in the body', `mac=${right}`, 'mac=', 'body', 'oa-secret-key'],
    ['sha256= in its place', `sha256=${right}`, 'sha256=', 'body', 'oa-secret-key'],
    ['no prefix at all', right, 'bare', 'body', 'oa-secret-key'],
    ['capital letters', `MAC=${right.toUpperCase()}`, 'mac=', 'body', 'oa-secret-key'],
    [
      'the time in the header',
      `mac=${sha256(settings.appId + BODY + IN_HEADER + settings.oaSecretKey)}`,
      'mac=',
      'header',
      'oa-secret-key',
    ],
    [
      'the app secret',
      `mac=${sha256(settings.appId + BODY + IN_BODY + settings.appSecret)}`,
      'mac=',
      'body',
      'app-secret',
    ],
    [
      'the app secret and the time in the header',
      `mac=${sha256(settings.appId + BODY + IN_HEADER + settings.appSecret)}`,
      'mac=',
      'header',
      'app-secret',
    ],
  ])('is taken with %s, and the variant named', (_label, signature, prefix, timestamp, secret) => {
    expect(check(signature)).toEqual({ kind: 'valid', variant: { prefix, timestamp, secret } })
  })

  it.each([
    ['missing', undefined, 'missing'],
    ['empty', '', 'missing'],
    ['too short', 'mac=abc', 'not-a-sha256'],
    ['no hexadecimal', `mac=${'z'.repeat(64)}`, 'not-a-sha256'],
    ['of another secret', `mac=${sha256(`${settings.appId + BODY + IN_BODY}khac`)}`, 'no-match'],
    ['of another app', `mac=${sha256(`999${BODY}${IN_BODY}${settings.oaSecretKey}`)}`, 'no-match'],
    ['without a secret', `mac=${sha256(settings.appId + BODY + IN_BODY)}`, 'no-match'],
  ])('is refused when it is %s', (_label, signature, reason) => {
    expect(check(signature)).toEqual({ kind: 'invalid', reason })
  })

  it('is refused when one byte of the body differs', () => {
    expect(check(`mac=${right}`, { rawBody: BODY.replace('Còn', 'Con') })).toMatchObject({ kind: 'invalid' })
  })

  it('never counts an empty secret, which anybody could sign with', () => {
    const forged = sha256(settings.appId + BODY + IN_BODY)
    expect(check(`mac=${forged}`, { appSecret: '' })).toEqual({ kind: 'invalid', reason: 'no-match' })
  })
})
