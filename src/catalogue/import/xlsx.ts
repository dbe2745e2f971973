import type { Table } from './delimited.ts'
import { NotAZip, openZip } from './zip.ts'

/**
 * Reads the first sheet of an XLSX file as texts: shared and inline strings, numbers as they are stored. Formats,
 * formulas and further sheets are left alone. @throws NotAZip where it is no such file.
 */
export function readXlsx(bytes: Buffer): Table {
  const part = openZip(bytes)
  const text = (path: string) => part(path)?.toString('utf8') ?? null
  const sheet = text(firstSheet(text))
  if (sheet === null) throw new NotAZip()
  const shared = [...(text('xl/sharedStrings.xml') ?? '').matchAll(SHARED)].map(([, body = '']) =>
    written(body),
  )
  return [...sheet.matchAll(ROW)].map(([, body = '']) => cellsOf(body, shared))
}

/** The prefix of a name's namespace, which some programs write. */
const NS = '(?:[A-Za-z0-9]+:)?'
const SHARED = new RegExp(`<${NS}si(?:\\s[^>]*)?>([\\s\\S]*?)</${NS}si>`, 'g')
const ROW = new RegExp(`<${NS}row(?:\\s[^>]*[^/])?>([\\s\\S]*?)</${NS}row>`, 'g')
const CELL = new RegExp(`<${NS}c(?=[\\s>])([^>]*?)(?:/>|>([\\s\\S]*?)</${NS}c>)`, 'g')
const VALUE = new RegExp(`<${NS}v(?:\\s[^>]*)?>([\\s\\S]*?)</${NS}v>`)
const TEXT = new RegExp(`<${NS}t(?:\\s[^>]*)?>([\\s\\S]*?)</${NS}t>`, 'g')
/** How a text is read aloud in Japanese stands beside it, and is no part of it. */
const PHONETIC = new RegExp(`<${NS}rPh[\\s\\S]*?</${NS}rPh>`, 'g')

function firstSheet(text: (path: string) => string | null): string {
  const id = /<(?:[A-Za-z0-9]+:)?sheet\s[^>]*?r:id="([^"]+)"/.exec(text('xl/workbook.xml') ?? '')?.[1]
  const relations = text('xl/_rels/workbook.xml.rels') ?? ''
  const own = [...relations.matchAll(/<Relationship\s[^>]*>/g)].find(([one]) => one.includes(`Id="${id}"`))
  const target = own && /Target="([^"]+)"/.exec(own[0])?.[1]
  if (!target) return 'xl/worksheets/sheet1.xml'
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

function cellsOf(row: string, shared: readonly string[]): string[] {
  const cells: string[] = []
  for (const [, attributes = '', body = ''] of row.matchAll(CELL)) {
    const place = /\br="([A-Z]+)\d+"/.exec(attributes)?.[1]
    const kind = /\bt="(\w+)"/.exec(attributes)?.[1]
    const at = place === undefined ? cells.length : columnOf(place)
    // A sheet has at most 16,384 columns; a list of procedures some twenty.
    if (at > 200) continue
    while (cells.length < at) cells.push('')
    cells[at] = cellText(kind, body, shared)
  }
  return cells
}

function cellText(kind: string | undefined, body: string, shared: readonly string[]): string {
  if (kind === 'inlineStr') return written(body)
  const value = unescaped(VALUE.exec(body)?.[1] ?? '')
  return kind === 's' ? (shared[Number(value)] ?? '') : value
}

/** `A` is 0, `AA` is 26. */
function columnOf(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** All runs of a text, whatever their fonts. */
function written(body: string): string {
  return [...body.replace(PHONETIC, '').matchAll(TEXT)].map(([, run = '']) => unescaped(run)).join('')
}

const ENTITIES: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name = '') => {
      const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : null
      if (code !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : ''
      return ENTITIES[name] ?? whole
    },
  )
}
