import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../src/config.ts'

const example = parseEnv(readFileSync(join(import.meta.dirname, '..', '.env.example'), 'utf8'))

describe('.env.example', () => {
  it('names every setting that is read, and no other', () => {
    expect(Object.keys(example).sort()).toEqual(settingsAskedFor())
  })

  it('changes nothing when it is copied as it is', () => {
    expect(readSettings(example)).toEqual(readSettings({}))
  })

  it('holds no secret', () => {
    const secrets = Object.keys(example).filter(name => /SECRET|TOKEN|_KEY$/.test(name))
    expect(secrets).toContain('ZALO_APP_SECRET')
    expect(secrets.filter(name => example[name] !== '')).toEqual([])
  })
})

/** The names that `readSettings` looks for in an environment where nothing is set. */
function settingsAskedFor(): string[] {
  const asked = new Set<string>()
  const note = (name: string | symbol) => {
    if (typeof name === 'string') asked.add(name)
  }
  const watched: { [name: string]: string } = {}
  readSettings(
    new Proxy(watched, {
      get: (_, name) => {
        note(name)
        return undefined
      },
      has: (_, name) => {
        note(name)
        return false
      },
    }),
  )
  return [...asked].sort()
}
