import { fold } from '../fold.ts'
import { guideFiles, type Problem, type Rule } from './rule.ts'

/** Fewer words than this name a trouble and do not say what to do. */
const FEWEST_WORDS = 4

/** Whoever says that they are stuck hears what to do, and not their own trouble once more. */
export const helping: Rule = {
  id: 'helping',
  title: 'vướng mắc nào cũng có cách gỡ',
  blocks: false,
  looksAt: guideFiles,
  check: content =>
    content.guides.flatMap(({ file, value, line }) =>
      value.steps.flatMap((step, index) =>
        'obstacles' in step
          ? step.obstacles.flatMap(({ label, help }, number): Problem[] => {
              const place = { file, line: line(['steps', index, 'obstacles', number, 'help']) }
              if (fold(label) === fold(help))
                return [
                  {
                    ...place,
                    level: 'fail',
                    message: `vướng mắc "${label}" chưa có cách gỡ; ghi việc cần làm`,
                  },
                ]
              return help.split(/\s+/).length < FEWEST_WORDS
                ? [
                    {
                      ...place,
                      level: 'warn',
                      message: `cách gỡ "${help}" ngắn quá; ghi rõ việc cần làm`,
                    },
                  ]
                : []
            })
          : [],
      ),
    ),
}
