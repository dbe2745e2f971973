/** What a check says about one place of the content, in words that a clerk understands. */
export type Finding = {
  readonly level: 'pass' | 'warn' | 'fail'
  /** The id of the rule that says so; `reading` for what cannot even be read. */
  readonly rule: string
  /** The path within the content folder, with forward slashes. */
  readonly file: string
  /** Counted from 1; null where the whole file is meant. */
  readonly line: number | null
  readonly message: string
}

/** The rule under which faults of reading and of form are reported. */
export const READING = 'reading'

export function isFail(finding: Finding): boolean {
  return finding.level === 'fail'
}

/** By file, then by line; findings about a whole file first. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || (a.line ?? 0) - (b.line ?? 0),
  )
}
