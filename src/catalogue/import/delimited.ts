/** A table as its cells' texts, row by row. */
export type Table = readonly (readonly string[])[]

/**
 * Reads CSV and TSV: the separator is the first of tab, semicolon and comma with which the beginning `isRight`; cells in
 * quotes may hold separators and lines, doubled quotes are one. UTF-8, or UTF-16 as Excel's "Unicode text" is.
 */
export function readDelimited(bytes: Buffer, isRight: (beginning: Table) => boolean): Table {
  const text = decoded(bytes)
  const beginning = text.slice(0, BEGINNING)
  const separator = SEPARATORS.find(one => isRight(cellsOf(beginning, one))) ?? ','
  return cellsOf(text, separator)
}

/** A title and the names of the columns fit in it many times. */
const BEGINNING = 20_000
const SEPARATORS = ['\t', ';', ',']

function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}

function cellsOf(text: string, separator: string): Table {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? quoted(text, at, separator) : plain(text, at, separator)
    row.push(cell)
    if (text[end] === separator) {
      at = end + 1
      // A line that ends in a separator ends in an empty cell.
      if (at === text.length) row.push('')
      continue
    }
    rows.push(row)
    row = []
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1
  }
  if (row.length > 0) rows.push(row)
  return rows
}

type Cell = { cell: string; end: number }

function plain(text: string, from: number, separator: string): Cell {
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  return { cell: text.slice(from, end), end }
}

/** A name may begin with a quoted word and be written without quotes around it: that is no quoted cell. */
function quoted(text: string, from: number, separator: string): Cell {
  let close = text.indexOf('"', from + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  const after = text[close + 1]
  const isWhole =
    close > 0 && (after === undefined || after === separator || after === '\n' || after === '\r')
  if (!isWhole) return plain(text, from, separator)
  return { cell: text.slice(from + 1, close).replaceAll('""', '"'), end: close + 1 }
}
