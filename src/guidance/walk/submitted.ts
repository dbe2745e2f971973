import { How } from '../action.ts'
import { nextOfEvent } from '../answers/life-events.ts'
import { wayOn } from '../choices.ts'
import type { Choice, Run } from '../conversation.ts'
import { afterWorkingDays, readableDate, workingDaysIn } from '../dates.ts'
import { procedureOf } from '../screen.ts'
import { whomToAsk } from '../staff/whom-to-ask.ts'
import type { Turn } from '../turn.ts'
import { canLookUp } from '../unasked/lookups.ts'
import { HANDED_IN } from './replay.ts'

/** The guide whose one question takes a dossier code to keep. */
export const KEEP_GUIDE = 'giu-ma-ho-so'

const LABELS = {
  myself: 'howMyself',
  family: 'howFamily',
  volunteer: 'howVolunteer',
  officer: 'howOfficer',
  paper: 'howPaper',
  stuck: 'howStuck',
} as const satisfies { [how in How]: string }

/** The one tap that tells how a submission went; nothing where the run ended in no submission. */
export function howChoices(turn: Turn, run: Run, outcome: string): Choice[] {
  if (!HANDED_IN.has(outcome)) return []
  return How.options.map(how => ({ title: turn.label(LABELS[how]), action: { do: 'how', run: run.id, how } }))
}

/** Thanks, and says what happens next and by when; whoever is stuck is led to a person. */
export function howItWent(turn: Turn, runId: string, how: How): void {
  const run = turn.conversation.ended
  if (run?.id !== runId) return turn.reply(turn.say('howThanks'), { choices: wayOn(turn) })
  turn.events.push({ type: 'how_told', guide: run.guide, run: run.id, how })
  if (how === 'stuck')
    return turn.reply(whomToAsk(turn, 'howStuck', procedureOf(turn, run)), { choices: wayOn(turn) })
  const next = nextOfEvent(turn, run)
  const lines = [turn.say('howThanks'), ...whatNext(turn, run), ...(next.text ? ['', next.text] : [])]
  turn.reply(lines.join('\n'), { choices: [...keepChoices(turn), ...next.choices, ...wayOn(turn)] })
}

function whatNext(turn: Turn, run: Run): string[] {
  const time = procedureOf(turn, run)?.time
  if (!time) return [turn.say('afterSubmitting')]
  const days = workingDaysIn(time)
  const by = days ? readableDate(afterWorkingDays(turn.now, days)) : null
  return [
    turn.say('afterSubmitting'),
    by ? turn.say('byWhen', { 'thoi-han': time, ngay: by }) : turn.say('byTime', { 'thoi-han': time }),
  ]
}

/** Keeping a dossier code needs a yes (design §8): choosing this, and then giving it. */
function keepChoices(turn: Turn): Choice[] {
  // A code that nothing here can look up would be kept for nothing.
  if (!turn.knowledge.guides.has(KEEP_GUIDE) || !canLookUp(turn)) return []
  return [
    {
      title: turn.label('keepCode'),
      action: { do: 'start', guide: KEEP_GUIDE, relation: null },
      words: ['yes'],
    },
  ]
}
