import type { TopicRef } from '../catalogue/knowledge.ts'
import type { Index } from './build.ts'
import { candidate, type Question, readQuestion } from './questions.ts'
import { wholeMatches } from './screen/whole.ts'
import { parts } from './text/parts.ts'

/** A part that is so like a phrasing names its topic by itself. */
const NAMED = 0.88
/** Beside two that are named, a part that can hardly be about anything else is named as well. */
const HARDLY_ELSE = 0.95
const FEWEST = 2
/** Questions and places are asked for otherwise; what happened tells what the wishes are for. */
const WISHED: ReadonlySet<TopicRef['kind']> = new Set<TopicRef['kind']>(['procedure', 'guide', 'life-event'])

type Wish = { topic: TopicRef; question: Question }

/**
 * What a message wants that does nothing but name one thing after the other: "khai sinh cho cháu, đổi căn cước, đăng ký
 * tạm trú". The whole of it is like none of them, or like one at the others' cost. Empty where any part tells something
 * else: that is a story, which is about one thing.
 */
export function wishes(index: Index, text: string, whole: Question): Wish[] {
  const found = parts(text).filter(part => !isGreeting(index, part))
  if (found.length < FEWEST) return []
  const named = found.flatMap(part => {
    const question = readQuestion(index, index.read(part))
    const { decision } = question
    if (decision.kind !== 'certain' || question.leans) return []
    const { like, score } = decision.best
    const topic = candidate(index, decision.best)?.topic
    const isNamed = like >= NAMED || score >= HARDLY_ELSE
    return topic && isNamed && WISHED.has(topic.kind) ? [{ topic, question, like }] : []
  })
  if (named.length < found.length || named.filter(({ like }) => like >= NAMED).length < FEWEST) return []
  const asked = named.filter(({ topic }) => topic.kind !== 'life-event')
  // What stands for all of them together is none of them: birth, residence and insurance in one go.
  const { decision } = whole
  const all = decision.kind === 'certain' ? candidate(index, decision.best)?.topic : undefined
  return !all || asked.some(({ topic }) => topic.kind === all.kind && topic.id === all.id) ? asked : []
}

function isGreeting(index: Index, part: string): boolean {
  return wholeMatches(index.read(part), index.smallTalk, index.mayStandAround).length > 0
}
