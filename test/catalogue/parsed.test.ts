import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { Parsed } from '../../src/catalogue/parsed.ts'
import { read } from '../../src/catalogue/read.ts'

const abilities = { 'bot.tra-cuu': 'co' } as const
let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dan-loi-parsed-'))
  path = join(folder, 'parsed.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('what was parsed before', () => {
  it('makes the same knowledge, without parsing again', () => {
    const first = loadKnowledge('content', { abilities, parsedIn: path })
    const again = loadKnowledge('content', { abilities, parsedIn: path })
    expect(again).toEqual(first)
    const parsed = new Parsed(path)
    const text = readFileSync('content/offices.yaml', 'utf8')
    expect(parsed.meaning(text, () => 'parsed anew')).not.toBe('parsed anew')
  })

  it('still names the line of a fault', () => {
    const Form = z.strictObject({ name: z.string(), age: z.number() })
    const text = 'name: Lan\nage: nhiều\n'
    for (let time = 0; time < 2; time++) {
      const parsed = new Parsed(path)
      const result = read('a.yaml', text, Form, parsed)
      parsed.keep()
      expect(result.kind === 'faults' && result.findings.map(({ line }) => line)).toEqual([2])
    }
  })

  it('still names slips of the YAML, every time', () => {
    for (let time = 0; time < 2; time++) {
      const parsed = new Parsed(path)
      const result = read('a.yaml', 'name: "Lan\n', z.unknown(), parsed)
      parsed.keep()
      expect(result.kind).toBe('faults')
    }
  })

  it('forgets what is met no more, and minds no file that is damaged or cannot be written', () => {
    const parsed = new Parsed(path)
    parsed.meaning('a', () => 1)
    parsed.meaning('b', () => 2)
    parsed.keep()
    const next = new Parsed(path)
    expect(next.meaning('b', () => 3)).toBe(2)
    next.keep()
    expect(new Parsed(path).meaning('a', () => 4)).toBe(4)

    writeFileSync(path, '[half of it')
    expect(new Parsed(path).meaning('b', () => 5)).toBe(5)
    const nowhere = new Parsed(join(folder, 'no', 'such', 'folder.json'))
    nowhere.meaning('a', () => 1)
    expect(() => nowhere.keep()).not.toThrow()
  })
})
