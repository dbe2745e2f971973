import type { TopicRef } from '../../catalogue/knowledge.ts'
import type { Link } from '../../catalogue/schema/common.ts'
import { wayOn } from '../choices.ts'
import type { Choice, Undelivered } from '../conversation.ts'
import { DAY_MS } from '../dates.ts'
import type { Turn } from '../turn.ts'

/** What was said longer ago answers nobody any more. */
const WORTH_MS = 14 * DAY_MS

/**
 * Something that the bot said could not be sent and never will be by itself. The latest is kept for the person's next
 * word. A step is not: it is shown anyway to whoever comes back.
 */
export function noteUndelivered(
  turn: Turn,
  { text, links, isStep, at }: { text: string; links: Link[]; isStep: boolean; at: number },
): void {
  if (isStep || text === '') return
  const { subject, lastAt } = turn.conversation
  // What was spoken of since is another matter.
  const about = lastAt <= at ? subject : null
  turn.conversation.undelivered = { text, links, at, offered: false, ...(about && { about }) }
}

/** Behind the answer to the person's next word: one line, once, and a choice to see it. */
export function offerUndelivered(turn: Turn): void {
  const { conversation } = turn
  const { undelivered } = conversation
  if (!undelivered || undelivered.offered || conversation.staffSince !== null) return
  if (isOutOfDate(turn, undelivered)) {
    conversation.undelivered = null
    return
  }
  const choice = { ...seeChoice(turn), secondary: true, keepsButton: true }
  if (turn.addBehind(turn.say('undeliveredOffer', { 'lua-chon': choice.title }), choice))
    undelivered.offered = true
}

/** The way to what was offered and not looked at yet; nothing where nothing waits. */
export function undeliveredChoice(turn: Turn): Choice[] {
  const { undelivered } = turn.conversation
  return undelivered?.offered && !isOutOfDate(turn, undelivered) ? [seeChoice(turn)] : []
}

function seeChoice(turn: Turn): Choice {
  return {
    title: turn.label('undelivered'),
    action: { do: 'undelivered' },
    also: ['xem tin', 'xem lại tin', 'tin chưa gửi'],
  }
}

/** They want to see it. */
export function showUndelivered(turn: Turn): void {
  const { undelivered } = turn.conversation
  turn.conversation.undelivered = null
  if (!undelivered || isOutOfDate(turn, undelivered))
    return turn.reply(turn.say('undeliveredGone'), { choices: wayOn(turn) })
  turn.note(turn.say('undeliveredShown'))
  turn.reply(undelivered.text, {
    links: undelivered.links,
    choices: [...onWith(turn, undelivered.about), ...wayOn(turn)],
  })
}

/** Its own choices are gone; what it was about leads to them. */
function onWith({ knowledge }: Turn, topic: TopicRef | undefined): Choice[] {
  const title = topic && (knowledge.procedures.get(topic.id)?.name ?? knowledge.guides.get(topic.id)?.title)
  return topic && title !== undefined ? [{ title, action: { do: 'open', topic } }] : []
}

function isOutOfDate(turn: Turn, { at }: Undelivered): boolean {
  return turn.now - at > WORTH_MS
}
