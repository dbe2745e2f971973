import { fold } from '../fold.ts'
import type { ListedProcedure } from '../schema/listed.ts'
import type { Procedure } from '../schema/procedure.ts'
import { successorsOf } from '../successors.ts'
import type { Changed, Comparison } from './compare.ts'
import type { Refused } from './rows.ts'

/** A few lines show what a list brings; all of them are a list of their own. */
const SHOWN = 10
const LONGEST_NAME = 90

export type Findings = {
  readonly comparison: Comparison
  readonly refused: readonly Refused[]
  /** What staff wrote; it stays as it is. */
  readonly written: readonly Procedure[]
  readonly listed: readonly ListedProcedure[]
}

/** What an import brings, in lines that a clerk understands; `all`: every entry, and not the first ten of each kind. */
export function report({ comparison, refused, written, listed }: Findings, all: boolean): string[] {
  const { added, changed, vanished } = comparison
  const successors = successorsOf(written)
  const section = (title: string, lines: readonly string[]) => [
    `${title}: ${amount(lines.length)}`,
    ...lines.slice(0, all ? lines.length : SHOWN).map(line => `  ${line}`),
    ...(!all && lines.length > SHOWN
      ? [`  … và ${amount(lines.length - SHOWN)} mục nữa (thêm --all để xem hết)`]
      : []),
  ]
  return [
    ...section('Mới', added.map(entryLine)),
    ...section('Thay đổi', changed.map(changedLine)),
    ...section(
      'Không còn',
      vanished.map(one => `${entryLine(one)}${leadsTo(successors.get(one.code))}`),
    ),
    ...(refused.length > 0
      ? section(
          'Dòng bỏ qua',
          refused.map(({ row, why }) => `dòng ${row}: ${why}`),
        )
      : []),
    ...section('Thủ tục đã soạn riêng nên xem lại', toReview(written, listed)),
  ]
}

/** `5.652` */
export function amount(count: number): string {
  return count.toLocaleString('vi-VN')
}

function entryLine({ code, name }: { code: string; name: string }): string {
  return `${code}  ${name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name}`
}

function leadsTo(successor: string | undefined): string {
  return successor === undefined
    ? ' → chưa rõ mã thay thế; nếu biết, ghi vào "replaces" của thủ tục mới'
    : ` → ${successor}`
}

const PARTS = {
  name: 'tên',
  field: 'lĩnh vực',
  level: 'cấp',
  agency: 'cơ quan',
  online: 'nộp trực tuyến',
  postal: 'nộp qua bưu chính',
  direct: 'nộp trực tiếp',
  decision: 'quyết định',
} as const

function changedLine({ before, after }: Changed): string {
  const parts = Object.entries(PARTS).filter(([part]) => isPart(part) && before[part] !== after[part])
  return `${entryLine(after)} (${parts.map(([, called]) => called).join(', ')})`
}

function isPart(name: string): name is keyof typeof PARTS {
  return name in PARTS
}

/** Entries of content that the list no longer has, or has otherwise. */
function toReview(written: readonly Procedure[], listed: readonly ListedProcedure[]): string[] {
  const byCode = new Map(listed.map(one => [one.code, one]))
  return written.flatMap(procedure => {
    const one = byCode.get(procedure.code)
    if (!one) return [`${entryLine(procedure)}: danh sách không có mã này`]
    const differs = [
      ...(fold(one.name) === fold(procedure.official) ? [] : ['tên chính thức khác danh sách']),
      ...(one.decision === null || fold(procedure.source.decision).includes(fold(one.decision))
        ? []
        : [`danh sách ghi quyết định ${one.decision}`]),
    ]
    return differs.length > 0 ? [`${entryLine(procedure)}: ${differs.join('; ')}`] : []
  })
}
