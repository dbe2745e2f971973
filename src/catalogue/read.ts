import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
} from 'yaml'
import type { z } from 'zod'
import { type Finding, READING } from './finding.ts'
import { Parsed } from './parsed.ts'
import { type IssuePath, inVietnamese, placesOf } from './schema/issues.ts'

/** A value as a schema read it, with the file it stands in and the way back to its lines. */
export type Sourced<T> = {
  readonly file: string
  readonly value: T
  /** The line of the place that `path` leads to, or of the nearest place above it. */
  line(path: IssuePath): number | null
}

export type Read<T> = { kind: 'ok'; read: Sourced<T> } | { kind: 'faults'; findings: Finding[] }

/**
 * Reads one YAML file through a schema. Every fault names file and line and says what to do; all of them are
 * reported, but those of form only where the YAML itself is sound. `parsed` knows what was parsed before.
 */
export function read<T>(
  file: string,
  text: string,
  schema: z.ZodType<T, unknown>,
  parsed: Parsed = new Parsed(null),
): Read<T> {
  const document = new Written(text)
  const fault = (line: number | null, message: string): Finding => ({
    level: 'fail',
    rule: READING,
    file,
    line,
    message,
  })
  const value = parsed.meaning(text, () => document.value())
  if (value === undefined || value === null) {
    if (document.slips.length > 0)
      return { kind: 'faults', findings: document.slips.map(slip => fault(slip.line, slip.message)) }
    if (document.isEmpty) return { kind: 'faults', findings: [fault(null, 'tệp đang để trống')] }
  }
  const line = (path: IssuePath) => document.line(path)
  const result = schema.safeParse(value, { error: inVietnamese })
  if (result.success) return { kind: 'ok', read: { file, value: result.data, line } }
  const places = result.error.issues.flatMap(placesOf)
  return { kind: 'faults', findings: places.map(place => fault(line(place.path), named(place))) }
}

/** A file as it is written: parsed only when somebody asks what it says or where. */
class Written {
  readonly #text: string
  #parsed: { document: Document.Parsed; lines: LineCounter } | null = null

  constructor(text: string) {
    this.#text = text
  }

  /** As plain data; undefined where the YAML is not sound or says nothing. */
  value(): unknown {
    return this.slips.length > 0 || this.isEmpty ? undefined : plain(this.#read().document)
  }

  get isEmpty(): boolean {
    return this.#read().document.contents === null
  }

  get slips(): { line: number; message: string }[] {
    const { document, lines } = this.#read()
    return document.errors.map(error => ({
      line: lines.linePos(error.pos[0]).line,
      message: SLIPS[error.code] ?? BROKEN,
    }))
  }

  line(path: IssuePath): number | null {
    const { document, lines } = this.#read()
    return lineAt(document, lines, path)
  }

  #read(): { document: Document.Parsed; lines: LineCounter } {
    if (this.#parsed) return this.#parsed
    const lines = new LineCounter()
    this.#parsed = { document: parseDocument(this.#text, { lineCounter: lines, prettyErrors: false }), lines }
    return this.#parsed
  }
}

const BROKEN = 'sai cách viết YAML; so với một tệp đúng bên cạnh'
const SLIPS: { readonly [code: string]: string } = {
  TAB_AS_INDENT: 'thụt đầu dòng bằng phím Tab; hãy thay bằng dấu cách',
  BAD_INDENT: 'thụt đầu dòng chưa thẳng với các dòng bên cạnh',
  DUPLICATE_KEY: 'mục này viết hai lần; giữ lại một',
  MISSING_CHAR: 'còn thiếu một dấu (dấu nháy đóng, dấu hai chấm hoặc dấu ngoặc)',
  BLOCK_AS_IMPLICIT_KEY: 'có hai dấu hai chấm trong một dòng; hãy để cả câu trong dấu nháy',
  MULTILINE_IMPLICIT_KEY: 'dòng này thiếu dấu hai chấm sau tên mục',
  BAD_SCALAR_START: 'câu bắt đầu bằng một ký hiệu đặc biệt; hãy để cả câu trong dấu nháy',
  BAD_DQ_ESCAPE: 'trong dấu nháy kép có dấu gạch chéo ngược; hãy bỏ hoặc viết hai lần',
  UNEXPECTED_TOKEN: 'có chữ hoặc dấu đứng sai chỗ; nếu là một câu, hãy để trong dấu nháy',
}

function plain(document: Document.Parsed): unknown {
  try {
    return document.toJS()
  } catch {
    // Aliases without an anchor, or so many that they would fill the memory.
    return undefined
  }
}

function named({ path, message }: { path: IssuePath; message: string }): string {
  const last = path.at(-1)
  return typeof last === 'string' ? `"${last}" ${message}` : message
}

function lineAt(document: Document.Parsed, lines: LineCounter, path: IssuePath): number | null {
  let node: ParsedNode | null = document.contents
  let offset = node?.range[0]
  for (const part of path) {
    const found = within(node, part)
    if (!found) break
    offset = found.offset
    node = found.node
  }
  return offset === undefined ? null : lines.linePos(offset).line
}

function within(
  node: ParsedNode | null,
  part: PropertyKey,
): { node: ParsedNode | null; offset: number } | null {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
    return pair ? { node: pair.value, offset: pair.key.range[0] } : null
  }
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part]
    return item && !isAlias(item) && 'range' in item ? { node: item, offset: item.range[0] } : null
  }
  return null
}
