import { wayOn } from '../choices.ts'
import { showWhereWeAre } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { lookUp, STATUS_GUIDE } from './lookups.ts'

const MOST_KEPT = 5

/** A code that the person gave to be kept, the latest first. */
export function keepDossier(turn: Turn, code: string): void {
  const { conversation } = turn
  conversation.dossiers = [code, ...conversation.dossiers.filter(known => known !== code)].slice(0, MOST_KEPT)
  turn.events.push({ type: 'dossier_kept' })
}

/** "hồ sơ của tôi đến đâu rồi", from somebody whose codes are kept: one tap instead of typing. */
export function offerKept(turn: Turn): void {
  const { dossiers } = turn.conversation
  turn.reply(turn.say('keptCodes'), {
    choices: [
      ...dossiers.map((code, place) => ({ title: code, action: { do: 'lookUpKept', place } as const })),
      { title: turn.label('otherCode'), action: { do: 'start', guide: STATUS_GUIDE, relation: null } },
      { title: turn.label('dropCodes'), action: { do: 'dropKept' }, secondary: true },
      ...wayOn(turn),
    ],
  })
}

export function lookUpKept(turn: Turn, place: number): void {
  const code = turn.conversation.dossiers[place]
  if (code === undefined) return turn.reply(turn.say('outOfDate'), { choices: wayOn(turn) })
  lookUp(turn, code)
  showWhereWeAre(turn)
}

export function dropKept(turn: Turn): void {
  turn.conversation.dossiers = []
  turn.reply(turn.say('keptDropped'), { choices: wayOn(turn) })
}
