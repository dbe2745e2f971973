import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, READING } from './finding.ts'

/** The content folder as it lies on disk: texts of its YAML files by path, and the names of its pictures. */
export type Files = {
  readonly texts: ReadonlyMap<string, string>
  readonly pictures: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

/** Folders whose files each hold one entry and are named by its code or id. */
export const ENTRY_FOLDERS = ['procedures', 'guides', 'faq', 'life-events', 'local'] as const
/** Files that must be there. */
export const SINGLE_FILES = [
  'operator.yaml',
  'offices.yaml',
  'language/words.yaml',
  'language/sentences.yaml',
  'language/statuses.yaml',
  'language/derived.yaml',
  'language/groups.yaml',
] as const

/** Files that may be missing. */
export const PROVINCES_FILE = 'places/provinces.yaml'
export const UNITS_FILE = 'places/units.yaml'

/** Reads all files of a content folder in the order of their names. A file that nobody would read is reported. */
export function readFiles(folder: string): Files {
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
  for (const entries of ENTRY_FOLDERS)
    for (const name of namesIn(join(folder, entries))) {
      const file = `${entries}/${name}`
      if (name.endsWith('.yaml')) texts.set(file, readFileSync(join(folder, file), 'utf8'))
      else if (name.endsWith('.yml')) note('fail', file, 'đổi đuôi tệp thành .yaml để được đọc')
      else if (name !== 'README.md' && !name.startsWith('.'))
        note('warn', file, 'tệp này không được đọc; chuyển đi nơi khác hoặc đổi đuôi thành .yaml')
    }
  return { texts, pictures: new Set(namesIn(join(folder, 'pictures'))), findings }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : []
}
