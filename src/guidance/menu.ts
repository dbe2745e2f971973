import { commandChoice } from './choices.ts'
import type { Choice } from './conversation.ts'
import type { Turn } from './turn.ts'

const PAGE = 7

/** What the bot can do, a page at a time: open runs first, then the guides, then the procedures. */
export function showMenu(turn: Turn, page = 0): void {
  const entries = [...guideEntries(turn), ...procedureEntries(turn)]
  const start = page * PAGE < entries.length ? page * PAGE : 0
  const more: Choice[] =
    start + PAGE < entries.length
      ? [{ title: turn.label('more'), action: { do: 'menu', page: start / PAGE + 1 } }]
      : []
  turn.reply(turn.say('menuTitle'), {
    choices: [
      ...(start === 0 && turn.conversation.runs.length > 0
        ? [{ ...commandChoice(turn, 'resume'), secondary: false }]
        : []),
      ...entries.slice(start, start + PAGE),
      ...more,
      commandChoice(turn, 'staff'),
    ],
  })
}

/** Guides that stand by themselves; those of a procedure are reached through it. */
function guideEntries(turn: Turn): Choice[] {
  return [...turn.knowledge.guides.values()]
    .filter(guide => guide.procedure === null && guide.listed)
    .map(guide => ({ title: guide.title, action: { do: 'open', topic: { kind: 'guide', id: guide.id } } }))
}

function procedureEntries(turn: Turn): Choice[] {
  return [...turn.knowledge.procedures.values()].map(procedure => ({
    title: procedure.name,
    action: { do: 'open', topic: { kind: 'procedure', id: procedure.code } },
  }))
}
