import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { play } from './play.ts'

const FOLDER = import.meta.dirname
const files = readdirSync(FOLDER).filter(name => name.endsWith('.golden'))

describe('golden conversations', () => {
  it('are twenty-five at least', () => {
    expect(files.length).toBeGreaterThanOrEqual(25)
  })

  it.each(files)('%s comes out as written', async name => {
    const file = join(FOLDER, name)
    const written = readFileSync(file, 'utf8')
    const played = await play(written)
    // After a change on purpose: GOLDEN=write npx vitest run test/conversations, then read the diff.
    if (process.env.GOLDEN === 'write') writeFileSync(file, played)
    else expect(played).toBe(written)
  })
})
