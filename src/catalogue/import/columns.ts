import { fold } from '../fold.ts'
import type { Table } from './delimited.ts'

/** What a list may say of a procedure, and how lists call it: as in the national list, and as the portal exports it. */
const NAMES = {
  code: [
    'code',
    'ma',
    'ma tthc',
    'ma thu tuc',
    'ma thu tuc hanh chinh',
    'ma so',
    'ma so tthc',
    'ma so thu tuc',
  ],
  name: ['name', 'ten', 'ten tthc', 'ten thu tuc', 'ten thu tuc hanh chinh', 'thu tuc hanh chinh'],
  field: ['field', 'linh vuc', 'ten linh vuc', 'linh vuc thuc hien'],
  level: ['level', 'cap', 'cap thuc hien', 'cap thu tuc', 'cap giai quyet'],
  agency: [
    'agency',
    'co quan',
    'co quan thuc hien',
    'don vi thuc hien',
    'co quan giai quyet',
    'co quan truc tiep thuc hien',
  ],
  online: ['online', 'truc tuyen', 'nop truc tuyen', 'dich vu cong truc tuyen'],
  postal: ['postal', 'buu chinh', 'qua buu chinh', 'buu chinh cong ich', 'dich vu buu chinh'],
  direct: ['direct', 'truc tiep', 'nop truc tiep'],
  channels: ['channels', 'cach thuc', 'cach thuc thuc hien', 'hinh thuc nop', 'hinh thuc thuc hien'],
  decision: ['decision', 'so quyet dinh', 'quyet dinh', 'so quyet dinh cong bo', 'quyet dinh cong bo'],
} as const satisfies { [column: string]: readonly string[] }

export type Column = keyof typeof NAMES

/** Where the columns stand, and the row after their names. */
export type Columns = { readonly places: ReadonlyMap<Column, number>; readonly firstRow: number }

/** A title, the date and the name of an agency may stand above the names of the columns. */
const LAST_HEADER_ROW = 30

/** Finds the row that names the columns: the first that has one for the code and one for the name; null where none does. */
export function findColumns(table: Table): Columns | null {
  for (const [at, row] of table.slice(0, LAST_HEADER_ROW).entries()) {
    const places = new Map<Column, number>()
    for (const [place, cell] of row.entries()) {
      const column = columnCalled(cell)
      if (column && !places.has(column)) places.set(column, place)
    }
    if (places.has('code') && places.has('name')) return { places, firstRow: at + 1 }
  }
  return null
}

function columnCalled(cell: string): Column | undefined {
  const called = fold(cell)
  for (const [column, names] of Object.entries(NAMES))
    if (names.some(name => name === called) && isColumn(column)) return column
  return undefined
}

function isColumn(name: string): name is Column {
  return name in NAMES
}
