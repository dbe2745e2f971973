import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Expectation, ExpectedChoice } from '../understanding/intent.ts'
import type { Conversation } from './conversation.ts'
import { replay } from './walk/replay.ts'
import { unshown } from './walk/unshown.ts'

/** What the bot is waiting for, so that "2", "rồi" and "thế còn phí?" can be read in their context. */
export function expects(knowledge: Knowledge, conversation: Conversation): Expectation {
  return {
    choices: [
      ...conversation.prompt.map(({ title, also = [], words = [] }) => ({ title, also, words })),
      ...unshown(knowledge, conversation).map(
        ({ title, also = [], elsewhere = [], action }): ExpectedChoice => ({
          title,
          also,
          words: [],
          elsewhere,
          hidden: HIDDEN[action.do] ?? 'answer',
        }),
      ),
    ],
    step: stepOnScreen(knowledge, conversation),
    subject: conversation.subject,
  }
}

const HIDDEN: { readonly [does: string]: ExpectedChoice['hidden'] } = {
  stuck: 'troubles',
  obstacle: 'trouble',
}

function stepOnScreen(knowledge: Knowledge, conversation: Conversation): Expectation['step'] {
  if (!conversation.stepShown) return null
  const run = conversation.runs.find(open => open.id === conversation.current)
  const step = run && replay(knowledge, run).at?.step
  if (!step) return null
  return step.kind === 'enter' ? { kind: 'enter', as: step.as } : { kind: step.kind }
}
