import { createHmac, hkdfSync } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { PersonKey } from '../../store/records/conversation.ts'

const FOLDER = 'erased'
const FOLDER_BESIDE_BACKUPS = 'dan-loi-erased'
/** A file a month, so that what is old enough goes without anything being written anew. */
const FILE = /^(\d{4})-(\d{2})\.jsonl$/
const DAY_MS = 24 * 60 * 60 * 1000
/** Of a backup older than the longest `keepDays` (365) nobody is left after the first sweep. */
const KEEP_MS = 400 * DAY_MS

const Line = z.discriminatedUnion('kind', [
  /** Everything was erased; what came later is not meant. */
  z.object({ kind: z.literal('erased'), who: z.string(), at: z.number() }),
  /** That line was of a turn that never was: the message had been taken before. */
  z.object({ kind: z.literal('taken back'), who: z.string(), at: z.number() }),
  /** Turned away, and forgotten from `until` on unless they come back. */
  z.object({ kind: z.literal('left'), who: z.string(), at: z.number(), until: z.number() }),
])
/** One line: who, as a keyed hash, and when, in epoch milliseconds. */
export type Line = z.infer<typeof Line>

/**
 * Who erased their data, outside the database: what a backup brings back is forgotten again by it. It lies beside the
 * database, only ever grows, and names nobody: hashes that cannot be made without the house's secret key.
 */
export class ErasedList {
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /** Of the house whose data lies there. */
  static of(dataDir: string): ErasedList {
    return new ErasedList(join(dataDir, FOLDER))
  }

  /** The copy that lies beside a backup. */
  static beside(backup: string): ErasedList {
    return new ErasedList(join(dirname(backup), FOLDER_BESIDE_BACKUPS))
  }

  /** On disk when it returns. @throws what the file system throws. */
  note(lines: readonly Line[]): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    for (const [name, all] of Map.groupBy(lines, ({ at }) => fileOf(at))) append(join(this.folder, name), all)
  }

  /** Deletes the files of months that no backup is of any more. */
  prune(now: number): void {
    for (const name of filesIn(this.folder))
      if (name < fileOf(now - KEEP_MS)) rmSync(join(this.folder, name), { force: true })
  }

  lines(): Line[] {
    return linesIn(this.folder)
  }

  /** Takes over what the other holds and this one does not. */
  takeFrom(other: ErasedList): void {
    const known = new Set(this.lines().map(line => JSON.stringify(line)))
    const others = other.lines().filter(line => !known.has(JSON.stringify(line)))
    if (others.length > 0) this.note(others)
  }
}

/**
 * Makes the names under which people stand in the list. What comes before the dot tells by which key, so that a list of
 * another one is known for it.
 */
export function namesBy(secretKey: string): { key: string; of: (person: PersonKey) => string } {
  const own = Buffer.from(hkdfSync('sha256', secretKey, '', 'dan-loi/erased', 32))
  const mac = (text: string) => createHmac('sha256', own).update(text).digest('base64url')
  const key = mac('key').slice(0, 8)
  return { key, of: ({ account, person }) => `${key}.${mac(JSON.stringify([account, person]))}` }
}

function linesIn(folder: string): Line[] {
  return filesIn(folder).flatMap(name =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .flatMap(text => {
        const line = Line.safeParse(jsonOf(text))
        return line.success ? [line.data] : []
      }),
  )
}

function filesIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter(name => FILE.test(name))
        .sort()
    : []
}

/** The line of a moment in which the power went may be half. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A line begins anew even behind half of one. */
function append(file: string, lines: readonly Line[]): void {
  const handle = openSync(file, 'a', 0o600)
  try {
    writeSync(handle, lines.map(line => `\n${JSON.stringify(line)}`).join(''))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function fileOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 7)}.jsonl`
}
