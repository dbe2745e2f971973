import type { Content } from '../content.ts'
import { deriveGuide } from '../derive.ts'
import type { Guide } from '../schema/guide.ts'
import type { IssuePath } from '../schema/issues.ts'

/** A guide and the file to mend when something is wrong with it: for a derived one, its procedure's. */
export type GuideAt = {
  readonly guide: Guide
  readonly derived: boolean
  readonly file: string
  line(path: IssuePath): number | null
}

/** All guides, written and derived. */
export function allGuides(content: Content): GuideAt[] {
  const written = content.guides.map(({ value, file, line }) => ({
    guide: value,
    derived: false,
    file,
    line,
  }))
  const derived = content.procedures
    .filter(({ value }) => value.guide === undefined)
    .map(({ value, file }) => ({
      guide: deriveGuide(value, content.derived.value),
      derived: true,
      file,
      line: () => null,
    }))
  return [...written, ...derived]
}
