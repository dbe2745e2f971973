import { commandChoice, wayOn } from '../choices.ts'
import { type Conversation, newConversation } from '../conversation.ts'
import { HOUR_MS } from '../dates.ts'
import { showStep } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { leaveStep } from '../walk/visits.ts'

/** "Xóa dữ liệu của tôi": asked once, then everything of the conversation goes. */
export const forget = {
  ask(turn: Turn): void {
    turn.reply(turn.say('eraseConfirm'), {
      choices: [
        { title: turn.label('eraseYes'), action: { do: 'erase', yes: true }, words: ['yes'] },
        { title: turn.label('eraseNo'), action: { do: 'erase', yes: false }, words: ['no', 'notYet'] },
        commandChoice(turn, 'staff'),
      ],
    })
  },

  /** `sure`: it was asked elsewhere, just now. An old button may have been touched by a slip, and is asked about again. */
  decide(turn: Turn, yes: boolean, sure = false): void {
    if (yes && !sure && !isJustAsked(turn)) return forget.ask(turn)
    if (!yes) {
      turn.note(turn.say('eraseKept'))
      return turn.run ? showStep(turn) : turn.reply('', { choices: wayOn(turn) })
    }
    for (const run of turn.conversation.runs)
      turn.runs.push({ kind: 'ended', id: run.id, outcome: 'erased', at: turn.now })
    leaveStep(turn, 'erased')
    turn.conversation.runs = []
    turn.conversation.current = null
    turn.conversation.ended = null
    turn.erased = true
    turn.events.push({ type: 'data_erased' })
    turn.reply(turn.say('eraseDone'), { choices: wayOn(turn) })
  },
}

/** The question is what stands on the screen, and has not stood there for long. */
function isJustAsked({ conversation, now }: Turn): boolean {
  const asked = conversation.prompt.some(({ action }) => action.do === 'erase' && action.yes)
  return asked && now - conversation.lastAt < HOUR_MS
}

/**
 * What stands after erasing: nothing but the choices under the confirmation, so that they can still be tapped. If the
 * person says no more, that goes too.
 */
export function anew({ prompt }: Conversation, now: number): Conversation {
  return { ...newConversation(now), prompt, forgetAt: forgottenAt(now) }
}

/**
 * When somebody is forgotten who has turned away: Zalo wants all gone within 24 hours of the end of the service
 * (platform facts, part A, §22.4 as reported), and sweeping takes an hour.
 */
export function forgottenAt(now: number): number {
  return now + 22 * HOUR_MS
}
