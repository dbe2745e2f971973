import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Knowledge } from '../src/catalogue/knowledge.ts'
import { loadKnowledge } from '../src/catalogue/load.ts'
import { BESIDE_PACKAGES } from '../src/library/kept-model.ts'

/** Content as it was parsed before the first test, so that no test parses 500 files. */
export const PARSED = join(BESIDE_PACKAGES, 'tests-parsed.json')

const known = new Map<string, Knowledge>()

/** What content/ says, read once in a file of tests; `lookUp`: whether the bot can look dossiers up. */
export function contentKnowledge(lookUp: 'co' | 'khong' = 'co'): Knowledge {
  const before = known.get(lookUp)
  if (before) return before
  mkdirSync(BESIDE_PACKAGES, { recursive: true })
  const loaded = loadKnowledge('content', { abilities: { 'bot.tra-cuu': lookUp }, parsedIn: PARSED })
  if (loaded.kind === 'faults')
    throw new Error(loaded.findings.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'))
  known.set(lookUp, loaded.knowledge)
  return loaded.knowledge
}

/** Lets a server whose data will lie in this folder parse only what differs from content/. */
export function seedParsed(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true })
  if (existsSync(PARSED)) copyFileSync(PARSED, join(dataDir, 'content-parsed.json'))
}

/** The same for a server in a process of its own, which also would learn for seconds what is learned already. */
export function seedData(dataDir: string): void {
  seedParsed(dataDir)
  if (!existsSync(BESIDE_PACKAGES)) return
  for (const name of readdirSync(BESIDE_PACKAGES))
    if (/^learned-.*\.bin$/.test(name)) copyFileSync(join(BESIDE_PACKAGES, name), join(dataDir, name))
}
