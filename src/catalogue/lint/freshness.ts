import type { Content } from '../content.ts'
import type { IssuePath } from '../schema/issues.ts'
import { entryFiles, type Problem, type Rule } from './rule.ts'

/** Days after which what was read at the source has to be read again: of what is asked most, and of the rest. */
export const READ_AGAIN_AFTER = { mostAsked: 60, others: 180 } as const

/** Fees, papers and places change: whoever wrote them down looks at the source again. */
export const freshness: Rule = {
  id: 'freshness',
  title: 'nguồn mới được đọc lại',
  blocks: false,
  looksAt: entryFiles,
  check: (content, today) => {
    const often = mostAsked(content)
    return [...content.procedures, ...content.guides, ...content.faqs, ...content.lifeEvents].flatMap(
      ({ file, value, line }: Dated): Problem[] => {
        const age = daysBetween(value.source.date, today)
        const most = often.has(file) ? READ_AGAIN_AFTER.mostAsked : READ_AGAIN_AFTER.others
        if (age <= most) return []
        const which = often.has(file) ? 'mục được hỏi nhiều' : 'mục này'
        const message = `nguồn đọc từ ${age} ngày trước (${value.source.date}); ${which} cần đọc lại sau ${most} ngày, đúng thì ghi ngày mới`
        return [{ level: 'warn', file, line: line(['source', 'date']), message }]
      },
    )
  },
}

type Dated = {
  readonly file: string
  readonly value: { readonly source: { readonly date: string } }
  line(path: IssuePath): number | null
}

/** Whatever was worth a guide of its own is asked most: those procedures, and the guides that lead through them. */
function mostAsked({ procedures, guides }: Content): ReadonlySet<string> {
  const led = procedures.filter(({ value }) => value.guide !== undefined)
  const ids = new Set(led.map(({ value }) => value.guide))
  return new Set([...led, ...guides.filter(({ value }) => ids.has(value.id))].map(({ file }) => file))
}

const DAY_MS = 24 * 60 * 60 * 1000

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}
