import type { Content } from '../content.ts'
import { choicesOf } from '../schema/beyond.ts'
import { meantBy } from '../schema/voices.ts'
import type { Problem, Rule } from './rule.ts'

/** What people said, and what a question offers to choose from, must be about an entry that is there. */
export const meanings: Rule = {
  id: 'meanings',
  title: 'lời người dân và câu hỏi lại đều dẫn đến mục có thật',
  blocks: false,
  looksAt: content => [...content.voices, ...content.clarifications].map(({ file }) => file),
  check: content => {
    const known = knownIn(content)
    const problem = (file: string, line: number | null, kind: keyof typeof FOLDERS, id: string): Problem[] =>
      known[kind].has(id) ? [] : [{ level: 'fail', file, line, message: missing(kind, id) }]
    return [
      ...content.voices.flatMap(({ file, value, line }) => {
        const { kind, id } = meantBy(value)
        return problem(file, line([kind]), kind, id)
      }),
      ...content.clarifications.flatMap(({ file, value, line }) =>
        choicesOf(value).flatMap(({ topic: { kind, id } }, index) =>
          problem(file, line(['choices', index, kind]), kind, id),
        ),
      ),
    ]
  },
}

const FOLDERS = {
  procedure: 'procedures',
  guide: 'guides',
  faq: 'faq',
  'life-event': 'life-events',
  beyond: 'beyond',
  clarify: 'clarify',
} as const

function missing(kind: keyof typeof FOLDERS, id: string): string {
  return `không có tệp ${FOLDERS[kind]}/${id}.yaml; kiểm tra lại tên`
}

function knownIn(content: Content): { readonly [kind in keyof typeof FOLDERS]: ReadonlySet<string> } {
  return {
    procedure: new Set(content.procedures.map(({ value }) => value.code)),
    guide: new Set(content.guides.map(({ value }) => value.id)),
    faq: new Set(content.faqs.map(({ value }) => value.id)),
    'life-event': new Set(content.lifeEvents.map(({ value }) => value.id)),
    beyond: new Set(content.beyond.map(({ value }) => value.id)),
    clarify: new Set(content.clarifications.map(({ value }) => value.id)),
  }
}
