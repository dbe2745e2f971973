import { allGuides } from './guides.ts'
import { waysOf } from './outcomes.ts'
import { guideFiles, type Problem, procedureFiles, type Rule } from './rule.ts'

/** Somebody must be able to come to each step, and a checklist must hold something for each who does. */
export const reachability: Rule = {
  id: 'reachability',
  title: 'bước nào cũng có người đi tới',
  blocks: false,
  looksAt: content => [...guideFiles(content), ...procedureFiles(content)],
  check: content => {
    const guides = allGuides(content)
    const { ways } = waysOf(guides)
    return guides.flatMap(({ guide, file, line }) =>
      guide.steps.flatMap((step, index): Problem[] => {
        const found = ways(guide.id)?.steps[index]
        const place = { file, line: line(['steps', index]) }
        if (found && !found.reached)
          return [
            {
              ...place,
              level: 'fail',
              message: `không ai đi tới bước "${step.id}"; các bước trên đã kết thúc`,
            },
          ]
        if (found?.emptyList)
          return [
            {
              ...place,
              level: 'warn',
              message: `bước "${step.id}" có lúc không còn giấy tờ nào để chuẩn bị`,
            },
          ]
        return []
      }),
    )
  },
}
