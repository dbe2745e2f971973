import type { Content } from '../content.ts'
import { lifeEventFiles, type Problem, type Rule } from './rule.ts'

/** Whatever has to be done when something happens must lead somewhere, and stand in its list once. */
export const lifeEvents: Rule = {
  id: 'life-events',
  title: 'mọi việc của sự kiện đều dẫn đến một mục có thật',
  blocks: true,
  looksAt: lifeEventFiles,
  check: content => {
    const known = knownIn(content)
    return content.lifeEvents.flatMap(({ file, value, line }) =>
      value.tasks.flatMap((task, index): Problem[] => {
        const kind = task.procedure ? 'procedure' : task.guide ? 'guide' : 'faq'
        const id = task[kind] ?? ''
        // Where it stands is asked only of what is wrong: the answer costs parsing the file.
        const fault = (message: string): Problem[] => [
          { level: 'fail', file, line: line(['tasks', index, kind]), message },
        ]
        if (!known[kind].has(id)) return fault(MISSING[kind](id))
        const first = value.tasks.findIndex(other => other[kind] === id)
        return first === index
          ? []
          : fault(`việc này đã có ở dòng ${line(['tasks', first, kind])}; giữ lại một`)
      }),
    )
  },
}

const MISSING = {
  procedure: (code: string) => `không có thủ tục mang mã ${code} trong thư mục procedures; sửa mã hoặc xóa`,
  guide: (id: string) => `không có tệp guides/${id}.yaml; kiểm tra lại tên`,
  faq: (id: string) => `không có tệp faq/${id}.yaml; kiểm tra lại tên`,
}

function knownIn({ procedures, guides, faqs }: Content) {
  return {
    procedure: new Set(procedures.map(({ value }) => value.code)),
    guide: new Set(guides.map(({ value }) => value.id)),
    faq: new Set(faqs.map(({ value }) => value.id)),
  }
}
