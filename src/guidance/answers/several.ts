import type { TopicRef } from '../../catalogue/knowledge.ts'
import type { Intent } from '../../understanding/intent.ts'
import type { Choice } from '../conversation.ts'
import type { Turn } from '../turn.ts'
import { titleOf } from './aside.ts'

/** Of more things asked in one message nobody reads the answers; the others are named, each a choice away. */
const MOST_ANSWERED = 2

type Asked = Extract<Intent, { kind: 'topic' }>

/** Parts what one message asks into what is answered at once and what is only named. */
export function atOnce(intents: readonly Intent[]): { now: Intent[]; later: Asked[] } {
  const answered = new Set<string>()
  const now: Intent[] = []
  const later: Asked[] = []
  for (const intent of intents) {
    const key = intent.kind === 'topic' ? keyOf(intent.topic) : null
    if (intent.kind === 'topic' && key !== null && answered.size >= MOST_ANSWERED && !answered.has(key))
      later.push(intent)
    else {
      now.push(intent)
      if (key !== null) answered.add(key)
    }
  }
  return { now, later }
}

/** Names what was asked as well, so that nobody need ask it again. */
export function nameTheOthers(turn: Turn, later: readonly Asked[]): void {
  const named = later.flatMap(asked => {
    const title = titleOf(turn, asked.topic, asked.relation)
    return title === '' ? [] : [{ title, asked }]
  })
  if (named.length === 0) return
  const choices = named.map(({ title, asked }): Choice => ({ title, action: actionOf(asked) }))
  const viec = named.map(({ title }) => `“${title}”`).join(', ')
  turn.reply(turn.say('alsoAsked', { viec }), { choices })
  for (const { topic, facet, relation } of later) {
    turn.events.push({ type: 'question_asked', status: 'asked_back', topic: topic.id, facet })
    if (topic.kind === 'procedure' || topic.kind === 'guide') turn.elsewhere.push({ topic, relation })
  }
}

function actionOf({ topic, facet, relation }: Asked): Choice['action'] {
  if (topic.kind === 'procedure' && facet) return { do: 'facet', procedure: topic.id, facet }
  return { do: 'open', topic, ...(relation && { relation }) }
}

function keyOf({ kind, id }: TopicRef): string {
  return `${kind} ${id}`
}
