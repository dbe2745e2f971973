import { fold } from '../fold.ts'
import { type Level, ListedCode, type ListedProcedure } from '../schema/listed.ts'
import { type Column, findColumns } from './columns.ts'
import type { Table } from './delimited.ts'

/** A row that was not taken, counted from 1 as spreadsheets do, and why, for whoever brought the list. */
export type Refused = { readonly row: number; readonly why: string }

export type Rows =
  | { kind: 'ok'; procedures: ListedProcedure[]; refused: Refused[] }
  /** No row names a column for the code and one for the name. */
  | { kind: 'noColumns' }

/** Makes short entries of a table, in the order of their codes. Says nothing that the table does not say. */
export function readRows(table: Table): Rows {
  const columns = findColumns(table)
  if (!columns) return { kind: 'noColumns' }
  const byCode = new Map<string, ListedProcedure>()
  const refused: Refused[] = []
  for (const [at, cells] of table.entries()) {
    if (at < columns.firstRow || cells.every(cell => cell.trim() === '')) continue
    const cell = (column: Column) => {
      const place = columns.places.get(column)
      return place === undefined ? null : stated(cells[place] ?? '')
    }
    const made = entryOf(cell)
    const why = 'why' in made ? made.why : byCode.has(made.code) ? `mã ${made.code} đã có ở dòng trên` : null
    if (why !== null) refused.push({ row: at + 1, why })
    else if ('code' in made) byCode.set(made.code, made)
  }
  const procedures = [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
  return { kind: 'ok', procedures, refused }
}

function entryOf(cell: (column: Column) => string | null): ListedProcedure | { why: string } {
  const written = cell('code') ?? ''
  const name = cell('name')
  // The portal marks so what it has taken out.
  if (/-\s*x[oó]a$/i.test(written)) return { why: `mã ${written}: Cổng đã đánh dấu xóa` }
  const code = ListedCode.safeParse(asCode(written)).data
  if (code === undefined)
    return { why: written ? `"${written}" không phải mã thủ tục` : 'không có mã thủ tục' }
  if (name === null) return { why: `mã ${code} không có tên` }
  const channels = cell('channels')
  return {
    code,
    name,
    field: cell('field'),
    level: levelIn(cell('level')),
    agency: cell('agency'),
    online: yesOrNo(cell('online')) ?? named(channels, /truc tuyen|online/),
    postal: yesOrNo(cell('postal')) ?? named(channels, /buu (chinh|dien)|postal/),
    direct: yesOrNo(cell('direct')) ?? named(channels, /truc tiep|direct/),
    decision: cell('decision'),
  }
}

/** Lists have words for "not stated"; what is not stated is null. */
function stated(cell: string): string | null {
  const text = cell.normalize('NFC').replace(/\s+/g, ' ').trim()
  return text === '' || NOT_STATED.has(fold(text)) ? null : text
}

const NOT_STATED = new Set(['', 'khong co thong tin', 'khong co', 'chua co thong tin', 'null', 'n a'])

/** A spreadsheet takes a code for a number and drops the zeros at its end: 1.00003 is 1.000030. */
function asCode(written: string): string {
  const text = written.replace(/\s+/g, '').toUpperCase()
  const digits = /^([1-9])[.,]?(\d+)$/.exec(text)
  if (!digits) return text
  const [, first = '', rest = ''] = digits
  if (/^[1-9]\d/.test(text)) return `${first}.${rest}`
  // Shorter ones are numbers of a list: 1.2 is no code.
  if (rest.length < 3) return text
  // 1.0041939999999999 is how 1.004194 may be stored.
  return rest.length > 12 ? Number(`${first}.${rest}`).toFixed(6) : `${first}.${rest.padEnd(6, '0')}`
}

function levelIn(text: string | null): Level | null {
  const words = new Set(fold(text ?? '').split(' '))
  const found = LEVELS.filter(([word]) => words.has(word)).map(([, level]) => level)
  const [only] = new Set(found)
  return only && found.every(level => level === only) ? only : null
}

const LEVELS: readonly (readonly [word: string, level: Level])[] = [
  ['xa', 'xa'],
  ['tinh', 'tinh'],
  ['bo', 'bo'],
  ['uong', 'bo'],
]

function yesOrNo(text: string | null): boolean | null {
  if (text === null) return null
  const said = fold(text)
  if (YES.has(said)) return true
  return NO.has(said) ? false : null
}

const YES = new Set(['1', 'x', 'co', 'true', 'yes', 'toan trinh', 'mot phan'])
const NO = new Set(['0', 'khong', 'false', 'no'])

function named(channels: string | null, pattern: RegExp): boolean | null {
  return channels === null ? null : pattern.test(fold(channels))
}
