import type { TopicRef } from '../catalogue/knowledge.ts'
import type { Facet } from '../catalogue/schema/language.ts'
import type { Index } from './build.ts'
import type { Part, ReadPart } from './part-reader.ts'
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
const WORDS_OF_A_WISH = 8
/** No wish is written longer, nor what is asked of all of them. */
const LETTERS_OF_A_WISH = 60
const LETTERS_OF_A_PART = 90

type Wish = { topic: TopicRef; question: Question }

/**
 * What a message wants that does nothing but name one thing after the other: "khai sinh cho cháu, đổi căn cước, đăng ký
 * tạm trú", "đổi bằng lái với làm hộ chiếu, hai cái cần giấy gì". The whole of it is like none of them, or like one at the
 * others' cost. Empty where any part tells something else: that is a story, which is about one thing.
 */
export function wishes(index: Index, text: string, whole: Question, read: ReadPart): Wish[] {
  const coarse = parts(text)
  const found = wishesIn(index, coarse, whole, read)
  if (found.length > 1 || whole.words > WORDS_OF_A_LIST) return found
  const finer = finerParts(text)
  return finer.length > coarse.length ? wishesIn(index, finer, whole, read) : found
}

function wishesIn(index: Index, texts: readonly string[], whole: Question, read: ReadPart): Wish[] {
  // Most messages are stories, and looking closer at each part of one takes a tenth of the time.
  if (
    texts.length < FEWEST ||
    (texts[0] ?? '').length > LETTERS_OF_A_WISH ||
    texts.some(({ length }) => length > LETTERS_OF_A_PART)
  )
    return []
  const told = texts.map(read).filter(({ tokens }) => !isGreeting(index, tokens))
  const asides = new Set(told.slice(1).filter(({ tokens }) => isAboutAll(index, tokens)))
  const parted = told.filter(part => !asides.has(part))
  const named = parted.length < FEWEST ? null : allNamed(index, parted)
  if (named === null || named.filter(({ like }) => like >= NAMED).length < FEWEST) return []
  const asked = named.filter(({ topic }) => topic.kind !== 'life-event')
  // What stands for all of them together is none of them: birth, residence and insurance in one go.
  const { decision } = whole
  const all = decision.kind === 'certain' ? candidate(index, decision.best)?.topic : undefined
  if (all && !asked.some(({ topic }) => topic.kind === all.kind && topic.id === all.id)) return []
  const ofAll = [...asides].flatMap(part => part.question().facets)
  return asked.map(({ topic, question }) => ({ topic, question: alsoAsking(question, ofAll) }))
}

type Named = Wish & { readonly like: number }

/** What each part names; null from the first on that names nothing, for most messages are no list. */
function allNamed(index: Index, parted: readonly Part[]): Named[] | null {
  if (parted.some(({ tokens }) => tokens.length > WORDS_OF_A_WISH)) return null
  const named: Named[] = []
  for (const [at, part] of parted.entries()) {
    const found = namedLike(index, part.tokens, parted[at - 1]?.tokens) ?? namedBy(index, part.question())
    if (!found) return null
    named.push(found)
  }
  return named
}

function namedBy(index: Index, question: Question): Named | null {
  const { decision } = question
  if (decision.kind !== 'certain' || question.leans) return null
  const { like, score } = decision.best
  const topic = candidate(index, decision.best)?.topic
  const isNamed = like >= NAMED || score >= HARDLY_ELSE
  return topic && isNamed && WISHED.has(topic.kind) ? { topic, question, like } : null
}

/** "Mất căn cước và hộ chiếu" are two losses: a bare name is done to what is done to the thing before it. */
function namedLike(index: Index, tokens: readonly Token[], before: readonly Token[] = []): Named | null {
  if (tokens.length > WORDS_OF_A_NAME) return null
  for (const words of [2, 1]) {
    if (before.length <= words) continue
    const wish = namedBy(index, readQuestion(index, [...before.slice(0, words), ...tokens]))
    if (wish && wish.like >= ALIKE) return { ...wish, like: NAMED }
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
  return (
    tokens.length <= WORDS_OF_A_WISH && wholeMatches(tokens, index.smallTalk, index.mayStandAround).length > 0
  )
}
