import type { TopicRef } from '../catalogue/knowledge.ts'
import type { Facet } from '../catalogue/schema/language.ts'
import type { Index } from './build.ts'
import { candidate, type Question, readQuestion } from './questions.ts'
import { wholeMatches } from './screen/whole.ts'
import { finerParts, parts } from './text/parts.ts'
import { sequenceAt } from './text/sequences.ts'
import type { Token } from './text/tokens.ts'

/** A part that is so like a phrasing names its topic by itself. */
const NAMED = 0.88
/** Beside two that are named, a part that can hardly be about anything else is named as well. */
const HARDLY_ELSE = 0.95
const FEWEST = 2
/** Questions and places are asked for otherwise; what happened tells what the wishes are for. */
const WISHED: ReadonlySet<TopicRef['kind']> = new Set<TopicRef['kind']>(['procedure', 'guide', 'life-event'])
/** What is done to the thing before it makes a name of a bare thing, if it is so like one. */
const ALIKE = 0.7
/** In more words "với" and "rồi" tell a story. */
const WORDS_OF_A_LIST = 20
const WORDS_OF_A_NAME = 4

type Wish = { topic: TopicRef; question: Question }

/**
 * What a message wants that does nothing but name one thing after the other: "khai sinh cho cháu, đổi căn cước, đăng ký
 * tạm trú", "đổi bằng lái với làm hộ chiếu, hai cái cần giấy gì". The whole of it is like none of them, or like one at the
 * others' cost. Empty where any part tells something else: that is a story, which is about one thing.
 */
export function wishes(index: Index, text: string, whole: Question): Wish[] {
  const found = wishesIn(index, parts(text), whole)
  if (found.length > 1 || whole.words > WORDS_OF_A_LIST) return found
  const finer = finerParts(text)
  const inFiner = finer.length > 1 ? wishesIn(index, finer, whole) : []
  return inFiner.length > 1 ? inFiner : found
}

function wishesIn(index: Index, texts: readonly string[], whole: Question): Wish[] {
  const read = texts.map(part => index.read(part)).filter(tokens => !isGreeting(index, tokens))
  if (read.length < FEWEST) return []
  const asides = new Set(read.slice(1).filter(tokens => isAboutAll(index, tokens)))
  const parted = read.filter(tokens => !asides.has(tokens))
  const named = parted.flatMap(
    (tokens, at) => namedLike(index, tokens, parted[at - 1]) ?? namedBy(index, tokens),
  )
  if (named.length < parted.length || named.filter(({ like }) => like >= NAMED).length < FEWEST) return []
  const asked = named.filter(({ topic }) => topic.kind !== 'life-event')
  // What stands for all of them together is none of them: birth, residence and insurance in one go.
  const { decision } = whole
  const all = decision.kind === 'certain' ? candidate(index, decision.best)?.topic : undefined
  if (all && !asked.some(({ topic }) => topic.kind === all.kind && topic.id === all.id)) return []
  const ofAll = [...asides].flatMap(tokens => readQuestion(index, tokens).facets)
  return asked.map(({ topic, question }) => ({ topic, question: alsoAsking(question, ofAll) }))
}

function namedBy(index: Index, tokens: readonly Token[]): (Wish & { like: number })[] {
  const question = readQuestion(index, tokens)
  const { decision } = question
  if (decision.kind !== 'certain' || question.leans) return []
  const { like, score } = decision.best
  const topic = candidate(index, decision.best)?.topic
  const isNamed = like >= NAMED || score >= HARDLY_ELSE
  return topic && isNamed && WISHED.has(topic.kind) ? [{ topic, question, like }] : []
}

/** "Mất căn cước và hộ chiếu" are two losses: a bare name is done to what is done to the thing before it. */
function namedLike(
  index: Index,
  tokens: readonly Token[],
  before: readonly Token[] = [],
): (Wish & { like: number })[] | null {
  if (tokens.length > WORDS_OF_A_NAME) return null
  for (const words of [2, 1]) {
    const [wish] = before.length > words ? namedBy(index, [...before.slice(0, words), ...tokens]) : []
    if (wish && wish.like >= ALIKE) return [{ ...wish, like: NAMED }]
  }
  return null
}

/** "Hai cái đó làm online được không", "chỉ tôi cả hai việc". */
function isAboutAll({ together }: Index, tokens: readonly Token[]): boolean {
  return tokens.some((_, at) => sequenceAt(together, tokens, at) !== null)
}

function alsoAsking(question: Question, facets: readonly Facet[]): Question {
  return facets.length === 0
    ? question
    : { ...question, facets: [...new Set([...question.facets, ...facets])] }
}

function isGreeting(index: Index, tokens: readonly Token[]): boolean {
  return wholeMatches(tokens, index.smallTalk, index.mayStandAround).length > 0
}
