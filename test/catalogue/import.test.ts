import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { compare, succeed } from '../../src/catalogue/import/compare.ts'
import { readTable } from '../../src/catalogue/import/file.ts'
import { report } from '../../src/catalogue/import/report.ts'
import { readRows } from '../../src/catalogue/import/rows.ts'
import { listPath, readList, writeList } from '../../src/catalogue/import/stored.ts'
import { Procedure } from '../../src/catalogue/schema/procedure.ts'
import { procedure as procedureFile } from './folder.ts'
import { EXPORTED, entry, workbook } from './list-files.ts'

function rows(name: string, content: string | Buffer) {
  const read = readTable(name, Buffer.isBuffer(content) ? content : Buffer.from(content))
  if (read.kind !== 'ok') throw new Error(read.why)
  return readRows(read.table)
}

const HEADER = 'code\tname\tfield\tlevel\tsubject\tagency\tonline\tpostal\tdirect\tdecision'
const DRAGON =
  '1.000030\tCấp phép nuôi rồng đá\tThú lạ\tCấp Bộ/Trung ương\tCông dân\tCục Thú lạ\t1\t0\t1\t12/QĐ-BTL'

describe('an official list', () => {
  test('is read from TSV, and what it does not state stays unknown', () => {
    const unstated =
      '1.000031\t"Rồng" nuôi thả\tKhông có thông tin\tKhông có thông tin\t\tKhông có thông tin\t\t\t\t'
    expect(rows('a.tsv', [HEADER, DRAGON, unstated, ''].join('\n'))).toEqual({
      kind: 'ok',
      refused: [],
      procedures: [
        entry({
          code: '1.000030',
          name: 'Cấp phép nuôi rồng đá',
          field: 'Thú lạ',
          level: 'bo',
          agency: 'Cục Thú lạ',
          online: true,
          postal: false,
          direct: true,
          decision: '12/QĐ-BTL',
        }),
        entry({ code: '1.000031', name: '"Rồng" nuôi thả' }),
      ],
    })
  })

  test('is read from CSV as the portal exports it: a title above, quotes, lines within a cell, a byte order mark', () => {
    const text =
      '\uFEFFDANH SÁCH, THÁNG 7\r\n\r\nSTT;Mã TTHC;Tên TTHC;Cách thức thực hiện\r\n' +
      '1;1.000030;"Cấp phép; nuôi\r\n""rồng"" đá";"Trực tuyến, Dịch vụ bưu chính"\r\n'
    expect(rows('a.csv', text)).toMatchObject({
      procedures: [
        {
          code: '1.000030',
          name: 'Cấp phép; nuôi "rồng" đá',
          online: true,
          postal: true,
          direct: false,
          level: null,
        },
      ],
    })
  })

  test('is read from XLSX: shared and inline texts, and a code that Excel took for a number', () => {
    expect(rows('a.xlsx', workbook(EXPORTED))).toEqual({
      kind: 'ok',
      refused: [],
      procedures: [
        entry({ code: '1.000030', name: 'Cấp phép nuôi rồng đá & kỳ lân', level: 'tinh' }),
        entry({ code: '1.004194', name: 'Đăng ký tạm trú' }),
      ],
    })
  })

  test('is read from the “Unicode text” of Excel', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${HEADER}\n${DRAGON}\n`, 'utf16le')])
    expect(rows('a.txt', bytes)).toMatchObject({ procedures: [{ code: '1.000030' }] })
  })

  test.each([
    ['1004194', '1.004194'],
    ['1,004194', '1.004194'],
    [' 1.004194 ', '1.004194'],
    ['1.0041939999999999', '1.004194'],
    ['1.012753.H19', '1.012753.H19'],
    ['1.0133611', '1.0133611'],
  ])('has the code “%s” as %s', (written, code) => {
    expect(rows('a.tsv', `code\tname\n${written}\tNuôi rồng\n`)).toMatchObject({ procedures: [{ code }] })
  })

  test('tells which rows it leaves out, and why', () => {
    const text = 'code\tname\n1.000030-Xoa\tA\nabc\tB\n1.000031\t\n1.000032\tC\n1.000032\tD\n1.2\tE\n'
    expect(rows('a.tsv', text)).toMatchObject({
      procedures: [{ code: '1.000032', name: 'C' }],
      refused: [
        { row: 2, why: expect.stringContaining('đánh dấu xóa') },
        { row: 3, why: expect.stringContaining('không phải mã') },
        { row: 4, why: expect.stringContaining('không có tên') },
        { row: 6, why: expect.stringContaining('đã có') },
        { row: 7, why: expect.stringContaining('không phải mã') },
      ],
    })
  })

  test('is refused where nothing names its columns, or where it is a broken or an old workbook', () => {
    expect(rows('a.csv', 'a,b\n1,2\n')).toEqual({ kind: 'noColumns' })
    const whole = workbook(EXPORTED)
    expect(readTable('a.xlsx', whole.subarray(0, 200)).kind).toBe('unreadable')
    const bent = Buffer.from(whole)
    bent.fill(0xff, 40, 90)
    expect(readTable('a.xlsx', bent).kind).toBe('unreadable')
    expect(readTable('a.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0])).kind).toBe('unreadable')
  })
})

describe('a new list', () => {
  const a = entry({ code: '1.000001', name: 'Nuôi rồng' })
  const b = entry({ code: '1.000002', name: 'Nuôi phượng' })
  const c = entry({ code: '1.000003', name: 'Nuôi lân' })
  const first = succeed(null, [a, b], '2026-07-15')

  test('is told apart into what is new, changed and gone', () => {
    const changed = { ...a, agency: 'Cục Thú lạ' }
    expect(compare(first, [changed, c])).toEqual({
      added: [c],
      changed: [{ before: a, after: changed }],
      vanished: [{ code: b.code, name: b.name }],
    })
  })

  test('changes nothing when it comes again', () => {
    expect(compare(first, [a, b])).toEqual({ added: [], changed: [], vanished: [] })
    expect(succeed(first, [a, b], '2026-07-15')).toEqual(first)
  })

  test('keeps the names of codes that are gone, until they come back', () => {
    const second = succeed(first, [a], '2026-08-01')
    const third = succeed(second, [a, c], '2026-09-01')
    expect(third.vanished).toEqual([{ code: b.code, name: b.name }])
    expect(succeed(third, [a, b, c], '2026-10-01').vanished).toEqual([])
  })

  test('is reported with successors, and with entries of the staff that the list has otherwise', () => {
    const written = Procedure.parse(parse(procedureFile({ replaces: [b.code] })))
    const listed = [a, entry({ code: written.code, name: written.official, decision: '1/QĐ-BCA' })]
    const lines = report(
      { comparison: compare(first, listed), refused: [], written: [written], listed },
      false,
    ).join('\n')
    expect(lines).toContain(`Không còn: 1\n  ${b.code}  Nuôi phượng → ${written.code}`)
    expect(lines).toContain(`${written.code}  Đăng ký tạm trú: danh sách ghi quyết định 1/QĐ-BCA`)
  })

  test('takes the place of the one before as a whole, and leaves nothing else behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dan-loi-list-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const path = listPath(folder)
    expect(readList(path)).toEqual({ kind: 'none' })
    writeList(path, first)
    writeList(path, first)
    expect(readList(path)).toEqual({ kind: 'ok', list: first, text: readFileSync(path, 'utf8') })
    expect(readdirSync(folder)).toEqual(['catalogue.json'])
  })
})
