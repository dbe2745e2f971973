import type { Knowledge, TopicRef } from '../../catalogue/knowledge.ts'
import type { Choice } from '../conversation.ts'
import type { Reply } from '../outcome.ts'

/**
 * The choices of all that a turn says, in their order. Where it answered about several procedures or guides, "Bắt đầu" and
 * "Giấy tờ cần có" would stand there for each and nobody could tell which: each is one choice then, by its name, that
 * opens it.
 */
export function toldApart(
  knowledge: Pick<Knowledge, 'procedures' | 'guides'>,
  replies: readonly Reply[],
): Choice[] {
  const cards = new Set(replies.flatMap(reply => keysOf(topicOf(reply))))
  if (cards.size < 2) return replies.flatMap(({ choices }) => choices)
  return replies.flatMap(reply => {
    const { choices } = reply
    const topic = topicOf(reply)
    const title = topic ? titleOf(knowledge, topic) : undefined
    if (!topic || title === undefined) return choices
    const relation = choices
      .map(({ action }) => (action.do === 'start' ? action.relation : null))
      .find(Boolean)
    const open: Choice = { title, action: { do: 'open', topic, ...(relation && { relation }) } }
    return [open, ...choices.filter(choice => !isOwn(choice))]
  })
}

/** What a reply is the card of: a procedure, or a guide at its door. */
function topicOf({ about, choices }: Reply): TopicRef | null {
  return about && choices.some(isOwn) ? about : null
}

function titleOf({ procedures, guides }: Pick<Knowledge, 'procedures' | 'guides'>, { kind, id }: TopicRef) {
  return kind === 'guide' ? guides.get(id)?.title : procedures.get(id)?.name
}

function keysOf(topic: TopicRef | null): string[] {
  return topic ? [`${topic.kind} ${topic.id}`] : []
}

/** What stands under every card in the same words. */
function isOwn({ action }: Choice): boolean {
  return action.do === 'start' || action.do === 'facet'
}
