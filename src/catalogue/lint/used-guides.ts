import type { Content } from '../content.ts'
import { SUBMISSION_GUIDE } from '../derive.ts'
import { guideFiles, type Problem, procedureFiles, type Rule } from './rule.ts'

/** Guides that others lead into must exist, and must not lead back into themselves. */
export const usedGuides: Rule = {
  id: 'used-guides',
  title: 'các hướng dẫn được dùng đều có, không vòng tròn',
  blocks: true,
  looksAt: content => [...guideFiles(content), ...procedureFiles(content)],
  check: content => {
    const guides = new Map(content.guides.map(({ value }) => [value.id, value]))
    return [
      ...content.guides.flatMap(({ file, value, line }) =>
        value.steps.flatMap((step, index): Problem[] => {
          if (step.kind !== 'use') return []
          // Where it stands is asked only of what is wrong: the answer costs parsing the file.
          const fault = (message: string): Problem[] => [
            { level: 'fail', file, line: line(['steps', index, 'use']), message },
          ]
          if (!guides.has(step.guide)) return fault(missing(step.guide))
          const circle = wayBack(step.guide, value.id, guides)
          return circle ? fault(`hướng dẫn đi vòng tròn: ${[value.id, ...circle].join(' → ')}`) : []
        }),
      ),
      ...content.procedures.flatMap(({ file, value, line }): Problem[] => {
        if (value.guide !== undefined)
          return guides.has(value.guide)
            ? []
            : [{ level: 'fail', file, line: line(['guide']), message: missing(value.guide) }]
        if (value.online.level === 'khong' || guides.has(SUBMISSION_GUIDE)) return []
        const message = `thủ tục này chưa có hướng dẫn riêng nên cần hướng dẫn chung; ${missing(SUBMISSION_GUIDE)}`
        return [{ level: 'fail', file, line: null, message }]
      }),
    ]
  },
}

function missing(guide: string): string {
  return `không có tệp guides/${guide}.yaml; kiểm tra lại tên`
}

type Guides = ReadonlyMap<string, Content['guides'][number]['value']>

/** The guides passed on the way from one guide to another, or null where there is no way. */
function wayBack(
  from: string,
  to: string,
  guides: Guides,
  seen: ReadonlySet<string> = new Set(),
): string[] | null {
  if (from === to) return [to]
  if (seen.has(from)) return null
  for (const step of guides.get(from)?.steps ?? []) {
    const rest = step.kind === 'use' ? wayBack(step.guide, to, guides, new Set([...seen, from])) : null
    if (rest) return [from, ...rest]
  }
  return null
}
