import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ImportedList } from '../schema/listed.ts'

/** Where the imported list lies. */
export function listPath(dataDir: string): string {
  return join(dataDir, 'catalogue.json')
}

export type Stored =
  | { kind: 'none' }
  /** `text` is the file as it stands, of which the content's version is made. */
  | { kind: 'ok'; list: ImportedList; text: string }
  | { kind: 'broken' }

export function readList(path: string): Stored {
  if (!existsSync(path)) return { kind: 'none' }
  const text = readFileSync(path, 'utf8')
  const list = ImportedList.safeParse(parsed(text)).data
  return list ? { kind: 'ok', list, text } : { kind: 'broken' }
}

/** Puts a list in the place of the one before, whole or not at all: a server that reads meanwhile sees either. */
export function writeList(path: string, list: ImportedList): void {
  mkdirSync(dirname(path), { recursive: true })
  const written = `${path}.${process.pid}.new`
  const file = openSync(written, 'w')
  try {
    writeSync(file, `${JSON.stringify(list)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(written, path)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
