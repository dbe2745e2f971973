import type { Knowledge } from '../catalogue/knowledge.ts'
import { readAction, writeAction } from '../guidance/action.ts'
import type { Conversation } from '../guidance/conversation.ts'
import { expects } from '../guidance/expects.ts'
import type { Input } from '../guidance/input.ts'
import { printOf } from '../guidance/loop.ts'
import type { Outcome, Reply } from '../guidance/outcome.ts'
import { isHeld } from '../guidance/pace.ts'
import { respond } from '../guidance/respond.ts'
import type { Reach } from '../guidance/unasked/unasked.ts'
import type { Intent } from '../understanding/intent.ts'
import { MASK } from '../understanding/private/redact.ts'
import { understand } from '../understanding/understand.ts'
import { type Activity, ActivityHandler, ActivityTypes, type TurnContext } from './activity.ts'
import { Happening } from './happening.ts'

/** What a turn works on and what came of it, carried by the context through the middleware. */
export type TurnWork = {
  readonly knowledge: Knowledge
  readonly conversation: Conversation
  readonly now: number
  readonly newId: () => string
  readonly reach: Reach
  readonly ownPage: string | null
  readonly mayHandOff: boolean
  outcome: Outcome | null
  /** What the text meant, for the list of what was not understood. */
  intents: readonly Intent[]
}

export const WORK = Symbol('work')

/**
 * Ties the pure core to Bot Framework: an activity in, the engine asked once, its replies out as activities. Messages
 * and events are answered alike, so they need not be told apart first, which takes the framework ten promises.
 */
export class DanLoiBot extends ActivityHandler {
  protected override onTurnActivity(context: TurnContext): Promise<void> {
    return answer(context)
  }
}

async function answer(context: TurnContext): Promise<void> {
  const work: TurnWork = context.turnState.get(WORK)
  const { knowledge, conversation, now, newId, reach, ownPage, mayHandOff } = work
  const input = toInput(context.activity, work)
  work.outcome = respond(knowledge, conversation, input, {
    now,
    newId,
    reach,
    ownPage,
    mayHandOff,
  })
  if (work.outcome.replies.length > 0) await context.sendActivities(work.outcome.replies.map(toActivity))
}

const What = Happening.shape.what

function toInput(activity: Activity, work: TurnWork): Input {
  if (activity.type === ActivityTypes.Message && activity.value === undefined)
    return said(activity.text, work)
  const what = What.parse(activity.value)
  switch (what.kind) {
    case 'text':
      return said(what.text, work)
    case 'tap':
      return { kind: 'tapped', action: readAction(what.payload) }
    case 'media':
      return {
        kind: 'media',
        media: what.media,
        at: what.at ?? null,
        caption: what.text ? read(what.text, work) : null,
      }
    case 'jobDone':
      return { kind: 'jobDone', job: what.job }
    case 'jobFailed':
      return { kind: 'jobFailed', job: what.job }
    case 'timer':
      return { kind: 'timer', timer: what.timer }
    case 'staffSpoke':
      return { kind: handsBack(what.text ?? '') ? 'handedBack' : 'staffSpoke' }
    case 'enrolled':
      return { kind: 'enrolled', name: what.name }
    case 'arrived':
      return { kind: 'arrived', link: what.link }
    case 'undelivered':
      return what
    default:
      return { kind: what.kind }
  }
}

/** What staff write in the platform's own chat, which has no button of ours, to give a conversation back. */
function handsBack(text: string): boolean {
  return /^\s*#\s*xong[\s.!]*$/iu.test(text.normalize('NFC'))
}

/** "👍" and "❤️❤️" are no questions that were not understood, but stickers of the keyboard. */
const ONLY_PICTURES = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+$/u

function said(text: string, work: TurnWork): Input {
  if (ONLY_PICTURES.test(text)) return { kind: 'media', media: 'sticker' }
  return { kind: 'said', ...read(text, work), print: printOf(text) }
}

function read(text: string, work: TurnWork): { intents: Intent[]; sensitive: boolean } {
  if (!isHeld(work.conversation, work.now))
    work.intents = understand(work.knowledge, text, expects(work.knowledge, work.conversation))
  return { intents: [...work.intents], sensitive: text.includes(MASK) }
}

/** A reply as a Bot Framework message: suggested actions are its choices, `channelData` the reply itself. */
function toActivity(reply: Reply): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    text: reply.text,
    suggestedActions: {
      to: [],
      actions: reply.choices.map(({ title, action }) => ({
        type: 'postBack',
        title,
        value: writeAction(action),
      })),
    },
    channelData: reply,
  }
}

/** The replies in the activities that a turn sent. */
export function repliesIn(activities: readonly Partial<Activity>[]): Reply[] {
  return activities.flatMap(({ channelData }) => (channelData ? [channelData] : []))
}
