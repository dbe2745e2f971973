import { guideFiles, type Problem, type Rule } from './rule.ts'
import { GIVEN } from './ways.ts'

/** A fact is kept on an answer that can be given, as a value that conditions know. */
export const remembering: Rule = {
  id: 'remembering',
  title: 'điều được ghi nhớ gắn với một lựa chọn có thật',
  blocks: false,
  looksAt: guideFiles,
  check: content =>
    content.guides.flatMap(({ file, value, line }) =>
      value.steps.flatMap((step, index): Problem[] => {
        if (step.kind !== 'ask' || !step.remembers) return []
        const { on, fact, value: kept } = step.remembers
        const place = (key: string) => ({
          level: 'fail' as const,
          file,
          line: line(['steps', index, 'remembers', key]),
        })
        const problems: Problem[] = []
        if (!Object.hasOwn(step.options, on))
          problems.push({ ...place('on'), message: `"${on}" không phải một lựa chọn của bước "${step.id}"` })
        if (!GIVEN[fact]?.includes(kept))
          problems.push({ ...place('value'), message: `"${fact}" chỉ có thể là ${GIVEN[fact]?.join(', ')}` })
        return problems
      }),
    ),
}
