import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Retention } from '../store/records/kept.ts'

const Words = z.string().trim().min(1)

/** docs/du-lieu.yaml: everything that is kept, by kind, with every column of the database in one of them. */
export const Inventory = z.array(
  z.strictObject({
    id: z.string(),
    what: Words,
    personal: z.enum(['co', 'co-the', 'khong']),
    holds: Words,
    why: Words,
    basis: Words,
    until: Words,
    who: Words,
    erased: Words,
    columns: z.record(z.string(), z.array(z.string()).min(1)),
  }),
)
export type Inventory = z.infer<typeof Inventory>

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'du-lieu.yaml')
const PERSONAL = { co: 'Có', 'co-the': 'Có thể lẫn', khong: 'Không' } as const
const HEAD = [
  'Loại dữ liệu',
  'Gồm những gì',
  'Dữ liệu cá nhân',
  'Để làm gì',
  'Căn cứ',
  'Giữ bao lâu',
  'Ai xem được',
  'Xóa thế nào',
  'Nằm ở bảng',
]

export function inventory(): Inventory {
  return Inventory.parse(parse(readFileSync(FILE, 'utf8')))
}

/** The table for the agency's data-impact file, as Markdown, with these periods filled in. */
export function dataTable(kinds: Inventory, keep: Retention): string {
  const days = new Map(Object.entries(keep).map(([name, value]) => [name, String(value)]))
  const filled = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = days.get(name)
      if (value === undefined) throw new Error(`docs/du-lieu.yaml names no period: {${name}}`)
      return value
    })
  const rows = kinds.map(({ what, personal, holds, why, basis, until, who, erased, columns }) => [
    `**${what}**`,
    holds,
    PERSONAL[personal],
    why,
    basis,
    filled(until),
    who,
    erased,
    Object.keys(columns)
      .map(table => `\`${table}\``)
      .join(', '),
  ])
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '/')).join(' | ')} |`
  return [line(HEAD), line(HEAD.map(() => '---')), ...rows.map(line)].join('\n')
}
