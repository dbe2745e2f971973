import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { ListedProcedure } from '../schema/listed.ts'
import { readTable } from './file.ts'
import { type Refused, readRows } from './rows.ts'

/** A list that nothing can be taken from; `message` is a sentence that says what to do. */
export class UnusableList extends Error {
  override readonly name = 'UnusableList'
}

/** The procedures in an official list's file: TSV, CSV or XLSX. @throws UnusableList */
export function readListFile(file: string): { procedures: ListedProcedure[]; refused: Refused[] } {
  const read = readTable(basename(file), readFileSync(file))
  if (read.kind === 'unreadable') throw new UnusableList(`Không đọc được ${file}: ${read.why}.`)
  const rows = readRows(read.table)
  if (rows.kind === 'noColumns')
    throw new UnusableList(
      `Không thấy cột mã và cột tên thủ tục trong ${file}. Dòng đầu bảng cần có "Mã TTHC" và "Tên TTHC" (hoặc "code" và "name").`,
    )
  if (rows.procedures.length === 0)
    throw new UnusableList(`${file} không có thủ tục nào; danh sách cũ được giữ nguyên.`)
  return rows
}
