import { wayOn } from '../choices.ts'
import { showStep } from '../screen.ts'
import type { Turn } from '../turn.ts'

/**
 * Answers what no procedure is about: an emergency with the number to call, another office's matter with whom to
 * turn to, chatter with one line. In the middle of a run the step stands there again, but not under an emergency.
 * False where the content no longer has it.
 */
export function answerBeyond(turn: Turn, id: string): boolean {
  const found = turn.knowledge.beyond.get(id)
  if (!found) return false
  const { kind, answer, link } = found
  turn.events.push({ type: 'question_asked', status: 'out_of_scope', topic: id, facet: null })
  const links = link ? [link] : []
  if (kind === 'emergency' || !turn.run) turn.reply(answer, { choices: wayOn(turn), links })
  else {
    turn.reply(answer, { links })
    showStep(turn, turn.say('sideAnswerThenStep'))
  }
  return true
}
