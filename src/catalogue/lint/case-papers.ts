import { type Problem, procedureFiles, type Rule } from './rule.ts'

/** A derived guide shows the papers of the person's case: a case without any would pass over the checklist. What an
 * employer or a unit hands in needs none of the person's. */
export const casePapers: Rule = {
  id: 'case-papers',
  title: 'trường hợp nào cũng có giấy tờ',
  blocks: false,
  looksAt: procedureFiles,
  check: content =>
    content.procedures.flatMap(({ file, value, line }) => {
      if (value.guide !== undefined) return []
      const papers = value.papers.filter(({ originals, copies }) => originals + copies > 0)
      return value.cases.flatMap(({ id, label, handedOver }, index): Problem[] =>
        handedOver || papers.some(({ cases }) => cases.length === 0 || cases.includes(id))
          ? []
          : [
              {
                level: 'warn',
                file,
                line: line(['cases', index]),
                message: `trường hợp "${label}" chưa có giấy tờ nào; thêm mã "${id}" vào mục cases của giấy cần nộp`,
              },
            ],
      )
    }),
}
