import type { Content } from '../content.ts'
import { overlay } from '../local.ts'
import { placesOf } from '../places.ts'
import { faqFiles, guideFiles, type Problem, procedureFiles, type Rule } from './rule.ts'

/** Whatever points to a picture, a question's next stop, a procedure or a case must find it. */
export const references: Rule = {
  id: 'references',
  title: 'ảnh, thủ tục liên quan và nơi dẫn đến đều có',
  blocks: false,
  looksAt: content => [
    ...guideFiles(content),
    ...procedureFiles(content),
    ...faqFiles(content),
    ...content.local.map(({ file }) => file),
  ],
  check: content => [
    ...pictures(content),
    ...procedures(content),
    ...options(content),
    ...questions(content),
    ...rulesOfPlaces(content),
  ],
}

function pictures(content: Content): Problem[] {
  return content.guides.flatMap(({ file, value, line }) =>
    value.steps.flatMap((step, index): Problem[] => {
      const picture = 'picture' in step ? step.picture : undefined
      if (!picture || content.pictures.has(picture.file)) return []
      const message = `không có ảnh ${picture.file} trong thư mục pictures; thêm ảnh hoặc sửa tên`
      return [{ level: 'fail', file, line: line(['steps', index, 'picture', 'file']), message }]
    }),
  )
}

function procedures(content: Content): Problem[] {
  const codes = codesOf(content)
  return content.procedures.flatMap(({ file, value, line }) => {
    const cases = new Set(value.cases.map(({ id }) => id))
    return [
      ...value.related.flatMap((code, index): Problem[] =>
        codes.has(code) && code !== value.code
          ? []
          : [{ level: 'fail', file, line: line(['related', index]), message: noProcedure(code) }],
      ),
      ...value.papers.flatMap((paper, index) =>
        paper.cases.flatMap((id, number): Problem[] =>
          cases.has(id)
            ? []
            : [
                {
                  level: 'fail',
                  file,
                  line: line(['papers', index, 'cases', number]),
                  message: `không có trường hợp "${id}" trong mục cases; kiểm tra lại tên`,
                },
              ],
        ),
      ),
    ]
  })
}

/** An option may stand for procedures that are led through by its own guide alone. */
function options(content: Content): Problem[] {
  const guideOf = new Map(content.procedures.map(({ value }) => [value.code, value.guide]))
  return content.guides.flatMap(({ file, value, line }) =>
    value.steps.flatMap((step, index) =>
      Object.entries(step.kind === 'ask' ? step.options : {}).flatMap(([id, { procedures }]) =>
        procedures.flatMap((code, number): Problem[] => {
          if (guideOf.get(code) === value.id) return []
          const message = `thủ tục ${code} không đi theo hướng dẫn này; sửa mã hoặc xóa`
          const path = ['steps', index, 'options', id, 'procedures', number]
          return [{ level: 'fail', file, line: line(path), message }]
        }),
      ),
    ),
  )
}

function questions(content: Content): Problem[] {
  const codes = codesOf(content)
  const guides = new Set(content.guides.map(({ value }) => value.id))
  return content.faqs.flatMap(({ file, value, line }): Problem[] => {
    const { guide, procedure } = value.leadsTo ?? {}
    const problems: Problem[] = []
    if (guide !== undefined && !guides.has(guide))
      problems.push({
        level: 'fail',
        file,
        line: line(['leadsTo', 'guide']),
        message: `không có tệp guides/${guide}.yaml; kiểm tra lại tên`,
      })
    if (procedure !== undefined && !codes.has(procedure))
      problems.push({
        level: 'fail',
        file,
        line: line(['leadsTo', 'procedure']),
        message: noProcedure(procedure),
      })
    return problems
  })
}

/** What fits nothing is passed over when the bot starts; a list that is imported later may know the code. */
function rulesOfPlaces(content: Content): Problem[] {
  const procedures = new Map(content.procedures.map(({ value }) => [value.code, value]))
  const { findings } = overlay(content.local, procedures, placesOf(content), content.operator.value.example)
  return findings.map(({ file, line, message }) => ({ level: 'warn', file, line, message }))
}

function codesOf(content: Content): ReadonlySet<string> {
  return new Set(content.procedures.map(({ value }) => value.code))
}

function noProcedure(code: string): string {
  return `không có thủ tục khác mang mã ${code} trong thư mục procedures; sửa mã hoặc xóa dòng này`
}
