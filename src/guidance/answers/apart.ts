import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Choice } from '../conversation.ts'
import type { Reply } from '../outcome.ts'

/**
 * The choices of all that a turn says, in their order. Where it answered about several procedures, "Bắt đầu" and "Giấy
 * tờ cần có" would stand there for each and nobody could tell which: each is one choice then, by its name, that opens it.
 */
export function toldApart(
  { procedures }: Pick<Knowledge, 'procedures'>,
  replies: readonly Reply[],
): Choice[] {
  const codes = new Set(replies.flatMap(reply => (isCard(reply) ? [reply.about?.id] : [])))
  if (codes.size < 2) return replies.flatMap(({ choices }) => choices)
  return replies.flatMap(reply => {
    const { about, choices } = reply
    const name = about && procedures.get(about.id)?.name
    if (!about || name === undefined || !isCard(reply)) return choices
    const relation = choices
      .map(({ action }) => (action.do === 'start' ? action.relation : null))
      .find(Boolean)
    const open: Choice = {
      title: name,
      action: { do: 'open', topic: about, ...(relation && { relation }) },
    }
    return [open, ...choices.filter(choice => !isOwn(choice))]
  })
}

function isCard({ about, choices }: Reply): boolean {
  return about?.kind === 'procedure' && choices.some(isOwn)
}

/** What stands under every procedure's answer in the same words. */
function isOwn({ action }: Choice): boolean {
  return action.do === 'start' || action.do === 'facet'
}
