import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, READING } from './finding.ts'

/** The content folder as it lies on disk: texts of its YAML files by path, and the names of its pictures. */
export type Files = {
  readonly texts: ReadonlyMap<string, string>
  readonly pictures: ReadonlySet<string>
  /** Those of `texts` that lie under drafts/ and stand for the published file, or beside all of them. */
  readonly drafts: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

/** Folders whose files each hold one entry and are named by its code or id. */
export const ENTRY_FOLDERS = [
  'procedures',
  'guides',
  'faq',
  'life-events',
  'offices',
  'local',
  'voices',
  'beyond',
  'clarify',
] as const
/** A list of places; each may also have a file of its own. */
export const OFFICES_FILE = 'offices.yaml'
/** Files that must be there. */
export const SINGLE_FILES = [
  'operator.yaml',
  OFFICES_FILE,
  'language/words.yaml',
  'language/sentences.yaml',
  'language/statuses.yaml',
  'language/derived.yaml',
  'language/groups.yaml',
] as const

/** Files that may be missing. */
export const PROVINCES_FILE = 'places/provinces.yaml'
export const UNITS_FILE = 'places/units.yaml'

/** Where entries lie that are not published yet: `drafts/procedures/1.004194.yaml`. Read only where asked for. */
export const DRAFTS = 'drafts'

/**
 * Reads all files of a content folder in the order of their names. A file that nobody would read is reported.
 * `withDrafts` lays what lies under drafts/ over it.
 */
export function readFiles(folder: string, withDrafts = false): Files {
  const texts = new Map<string, string>()
  const findings: Finding[] = []
  const note = (level: 'warn' | 'fail', file: string, message: string) =>
    findings.push({ level, rule: READING, file, line: null, message })

  for (const file of SINGLE_FILES) {
    if (existsSync(join(folder, file))) texts.set(file, readFileSync(join(folder, file), 'utf8'))
    else note('fail', file, 'không tìm thấy tệp này; hãy tạo theo mẫu trong thư mục content')
  }
  for (const file of [PROVINCES_FILE, UNITS_FILE])
    if (existsSync(join(folder, file))) texts.set(file, readFileSync(join(folder, file), 'utf8'))
  for (const [file, text] of entriesIn(folder, '', note)) texts.set(file, text)
  const drafts = withDrafts ? entriesIn(folder, `${DRAFTS}/`, note) : new Map<string, string>()
  for (const [file, text] of drafts) texts.set(file, text)
  const pictures = new Set(namesIn(join(folder, 'pictures')))
  return { texts, pictures, drafts: new Set(drafts.keys()), findings }
}

/** Names drafts by where they lie, so that whoever has to mend one finds it. */
export function whereTheyLie<T extends { readonly file: string }>(files: Files, found: readonly T[]): T[] {
  return found.map(one => (files.drafts.has(one.file) ? { ...one, file: `${DRAFTS}/${one.file}` } : one))
}

type Note = (level: 'warn' | 'fail', file: string, message: string) => void

/** The entries below `folder`/`within`, named without `within`. */
function entriesIn(folder: string, within: '' | `${typeof DRAFTS}/`, note: Note): Map<string, string> {
  const texts = new Map<string, string>()
  for (const entries of ENTRY_FOLDERS)
    for (const name of namesIn(join(folder, within, entries))) {
      const file = `${entries}/${name}`
      const path = `${within}${file}`
      if (name.endsWith('.yaml')) texts.set(file, readFileSync(join(folder, path), 'utf8'))
      else if (name.endsWith('.yml')) note('fail', path, 'đổi đuôi tệp thành .yaml để được đọc')
      else if (name !== 'README.md' && !name.startsWith('.'))
        note('warn', path, 'tệp này không được đọc; chuyển đi nơi khác hoặc đổi đuôi thành .yaml')
    }
  return texts
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : []
}
