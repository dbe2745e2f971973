import { assemble } from './assemble.ts'
import { readContent } from './content.ts'
import { Curation } from './curation.ts'
import { type Finding, inOrder, READING } from './finding.ts'
import { readList, type Stored } from './import/stored.ts'
import type { Abilities, Knowledge } from './knowledge.ts'
import { blockingFaults } from './lint/index.ts'
import { Parsed } from './parsed.ts'

export type Loaded =
  | { kind: 'ok'; knowledge: Knowledge; findings: Finding[] }
  | { kind: 'faults'; findings: Finding[] }

export type LoadOptions = {
  abilities: Abilities
  /** What staff added on top. */
  curation?: Curation
  /** The official list: where it was imported to, or as it was read. */
  imported?: string | Stored
  /** Lays over the content what is not published yet. */
  drafts?: boolean
  /** A file that saves parsing what has not changed since the last time; see parsed.ts. */
  parsedIn?: string
}

/**
 * Reads a content folder and makes one frozen snapshot of it, with what staff added and the official list. `faults`
 * where a file cannot be read or a walk would fall into a hole (a guide that isn't there, an id used twice): then
 * nothing is loaded, and every fault of every file is named. Rules of style and law do not keep a bot from
 * starting; `content:lint` has them.
 */
export function loadKnowledge(folder: string, options: LoadOptions): Loaded {
  const parsed = new Parsed(options.parsedIn ?? null)
  const { content, findings } = readContent(folder, options.drafts, parsed)
  parsed.keep()
  if (!content) return { kind: 'faults', findings: inOrder(findings) }
  const faults = blockingFaults(content)
  if (faults.length > 0) return { kind: 'faults', findings: inOrder([...findings, ...faults]) }
  const { imported = NONE } = options
  const stored = typeof imported === 'string' ? readList(imported) : imported
  const made = assemble(content, options.abilities, options.curation ?? Curation.parse({}), stored)
  const all = [...findings, ...made.findings, ...(stored.kind === 'broken' ? [BROKEN_LIST] : [])]
  return { kind: 'ok', knowledge: theOneOf(made.knowledge), findings: inOrder(all) }
}

const inUse = new Map<string, WeakRef<Knowledge>>()

/** Of a version that is in use there is one snapshot: what was worked out for it need not be worked out again. */
function theOneOf(knowledge: Knowledge): Knowledge {
  for (const [version, held] of inUse) if (!held.deref()) inUse.delete(version)
  const known = inUse.get(knowledge.version)?.deref()
  if (known) return known
  inUse.set(knowledge.version, new WeakRef(knowledge))
  return knowledge
}

const NONE: Stored = { kind: 'none' }

/** What staff wrote answers most; a bot that stays away because of the rest helps nobody. */
const BROKEN_LIST: Finding = {
  level: 'warn',
  rule: READING,
  file: 'catalogue.json',
  line: null,
  message:
    'danh sách quốc gia đã nhập không đọc được nên chưa dùng; hãy nhập lại: npm run catalogue:import -- TỆP',
}
