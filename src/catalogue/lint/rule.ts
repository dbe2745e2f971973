import type { Content } from '../content.ts'
import { OFFICES_FILE } from '../files.ts'
import type { Finding } from '../finding.ts'

/** One check over the whole content. It is listed in lint/index.ts, and has a fixture that makes it speak. */
export type Rule = {
  /** The name of its file. */
  readonly id: string
  /** What is checked, for a clerk: stands on the line that says Pass. */
  readonly title: string
  /** A bot must not start with such a fault: a walk would fall into a hole. */
  readonly blocks: boolean
  /** The files that the rule looks at. */
  readonly looksAt: (content: Content) => string[]
  readonly check: (content: Content, today: string) => Problem[]
}

export type Problem = Pick<Finding, 'file' | 'line' | 'message'> & { level: 'warn' | 'fail' }

export function guideFiles(content: Content): string[] {
  return content.guides.map(({ file }) => file)
}

export function procedureFiles(content: Content): string[] {
  return content.procedures.map(({ file }) => file)
}

export function faqFiles(content: Content): string[] {
  return content.faqs.map(({ file }) => file)
}

export function lifeEventFiles(content: Content): string[] {
  return content.lifeEvents.map(({ file }) => file)
}

/** Where places stand: the list of them, and files of their own. */
export function officeFiles({ files, offices }: Content): string[] {
  return [...new Set([OFFICES_FILE, ...offices.map(({ file }) => file)])].filter(file =>
    files.texts.has(file),
  )
}

/** What lies beyond all procedures, and what has to be asked back. */
export function besideFiles(content: Content): string[] {
  return [...content.beyond, ...content.clarifications].map(({ file }) => file)
}

/** All entries: guides, procedures, questions and life events. */
export function entryFiles(content: Content): string[] {
  return [
    ...guideFiles(content),
    ...procedureFiles(content),
    ...faqFiles(content),
    ...lifeEventFiles(content),
  ]
}

/** Everything that holds something a citizen reads. */
export function spokenFiles(content: Content): string[] {
  return [
    ...entryFiles(content),
    ...besideFiles(content),
    content.sentences.file,
    content.statuses.file,
    content.derived.file,
    ...officeFiles(content),
    ...[content.provinces, content.units]
      .map(({ file }) => file)
      .filter(file => content.files.texts.has(file)),
    ...content.local.map(({ file }) => file),
    content.operator.file,
  ]
}
