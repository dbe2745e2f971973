import type { Step } from '../schema/guide.ts'
import { allGuides, type GuideAt } from './guides.ts'
import { waysOf } from './outcomes.ts'
import { guideFiles, type Problem, procedureFiles, type Rule } from './rule.ts'
import {
  answersOf,
  comparisonsIn,
  conditionsOf,
  GIVEN,
  type Holding,
  type OutcomesOf,
  type Ways,
} from './ways.ts'

/**
 * A condition asks about an earlier answer or a known fact, for a value that it can have, and holds for some
 * people and not for others. Whether it can hold is found by trying every combination of answers.
 */
export const conditions: Rule = {
  id: 'conditions',
  title: 'mọi điều kiện đều có lúc đúng, có lúc không',
  blocks: false,
  looksAt: content => [...guideFiles(content), ...procedureFiles(content)],
  check: content => {
    const guides = allGuides(content)
    const { ways, outcomesOf } = waysOf(guides)
    return guides.flatMap(place => {
      const faulty = wrongComparisons(place, outcomesOf)
      return faulty.length > 0 ? faulty : wrongHolding(place, ways(place.guide.id))
    })
  },
}

function wrongComparisons(place: GuideAt, outcomesOf: OutcomesOf): Problem[] {
  const { steps } = place.guide
  return steps.flatMap((step, index) =>
    conditionsOf(step).flatMap(({ path, when }) =>
      comparisonsIn(when).flatMap(({ subject, values }): Problem[] => {
        const possible = valuesOf(subject, values, steps, index, outcomesOf)
        const say = (message: string): Problem => ({
          level: 'fail',
          file: place.file,
          line: place.line(['steps', index, ...path, subject]),
          message: place.derived ? `hướng dẫn tự lập, bước "${step.id}": ${message}` : message,
        })
        if (typeof possible === 'string') return [say(possible)]
        return values
          .filter(value => !possible.includes(value))
          .map(value => say(`"${subject}" không bao giờ là "${value}"; chỉ có thể là ${possible.join(', ')}`))
      }),
    ),
  )
}

/** What a subject can be at this step, or a sentence that says why it cannot be asked about. */
function valuesOf(
  subject: string,
  values: readonly string[],
  steps: readonly Step[],
  index: number,
  outcomesOf: OutcomesOf,
): readonly string[] | string {
  const given = GIVEN[subject]
  if (given) return given
  const from = steps.findIndex(step => step.id === subject)
  const step = steps[from]
  if (!step) return `không có bước hay điều nào tên "${subject}"; kiểm tra lại tên`
  if (from === index) return 'bước không thể hỏi về chính mình; điều kiện phải nói về một bước ở trên'
  if (from > index) return `bước "${subject}" đứng sau bước này; điều kiện chỉ nói được về bước ở trên`
  return (
    answersOf(step, values, outcomesOf) ??
    `bước "${subject}" không có câu trả lời để so; chỉ dùng bước ask, enter hoặc use`
  )
}

function wrongHolding(place: GuideAt, ways: Ways | null): Problem[] {
  if (!ways) return place.derived ? [] : [{ level: 'warn', file: place.file, line: null, message: TOO_MANY }]
  return place.guide.steps.flatMap((step, index) => {
    const found = ways.steps[index]
    // What nobody comes to is reported once, by the rule on reaching steps.
    if (!found?.reached) return []
    return conditionsOf(step).flatMap(({ path, when }, number): Problem[] => {
      const holding: Holding | undefined = number === 0 ? found.holding : found.items[number - 1]
      if (!when || holding === 'sometimes' || holding === undefined) return []
      if (number > 0 && found.holding === 'never') return []
      const file = place.file
      const line = place.line(['steps', index, ...path])
      const name = path.length > 1 ? `một mục của bước "${step.id}"` : `bước "${step.id}"`
      return holding === 'never'
        ? [
            {
              level: 'fail',
              file,
              line,
              message: `điều kiện của ${name} không bao giờ đúng, với câu trả lời nào`,
            },
          ]
        : [{ level: 'warn', file, line, message: `điều kiện của ${name} lúc nào cũng đúng; có thể bỏ` }]
    })
  })
}

const TOO_MANY = 'có quá nhiều câu trả lời kết hợp với nhau để thử hết; hãy tách bớt thành hướng dẫn khác'
