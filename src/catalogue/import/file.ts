import { extname } from 'node:path'
import { findColumns } from './columns.ts'
import { readDelimited, type Table } from './delimited.ts'
import { readXlsx } from './xlsx.ts'
import { NotAZip } from './zip.ts'

/** Both begin every zip; an XLSX is one whatever it is called. */
const ZIP = Buffer.from('PK')

export type ReadTable = { kind: 'ok'; table: Table } | { kind: 'unreadable'; why: string }

/** The table in a list's file, by what it is rather than by what it is called. */
export function readTable(name: string, bytes: Buffer): ReadTable {
  if (extname(name).toLowerCase() === '.xls' && !bytes.subarray(0, 2).equals(ZIP))
    return {
      kind: 'unreadable',
      why: 'tệp Excel kiểu cũ (.xls); hãy mở bằng Excel rồi lưu lại thành .xlsx hoặc .csv',
    }
  if (!bytes.subarray(0, 2).equals(ZIP))
    return { kind: 'ok', table: readDelimited(bytes, table => findColumns(table) !== null) }
  try {
    return { kind: 'ok', table: readXlsx(bytes) }
  } catch (error) {
    if (!(error instanceof NotAZip) && !isBroken(error)) throw error
    return { kind: 'unreadable', why: 'tệp Excel bị hỏng hoặc tải chưa xong; hãy xuất lại từ Cổng' }
  }
}

/** What zlib and reads beyond the end throw. */
function isBroken(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
  )
}
