import type { Knowledge, TopicRef } from '../catalogue/knowledge.ts'
import { MERGER_QUESTION } from '../catalogue/places.ts'
import type { Index } from './build.ts'
import type { Intent } from './intent.ts'
import { about, saysNothing } from './meaning.ts'
import { partReader, type ReadPart } from './part-reader.ts'
import { placesMeant } from './places/places.ts'
import { readingsOf } from './places/readings.ts'
import { candidate, type Question, readQuestion, topicOfCode } from './questions.ts'
import { SAME, type Scored } from './ranking/score.ts'
import { parts } from './text/parts.ts'
import { type Token, tokenise } from './text/tokens.ts'
import { wishes } from './wishes.ts'

/**
 * What a text is about, and what it certainly is. The provinces and units that it names say where; asked about for
 * themselves they are what it is about, unless that is certainly something else.
 */
export function readWithPlaces(
  index: Index,
  text: string,
  tokens: readonly Token[],
  subject: TopicRef | null,
  knowledge: Knowledge,
): Read {
  const typed = tokenise(text)
  const found = index.places(typed)
  const { asked, texts } = readingsOf(text, typed, found)
  const readings = texts.map(one => {
    const read = one === text ? tokens : index.read(one)
    const whole = readQuestion(index, read)
    return { whole, topics: certainTopics(index, one, whole, subject, knowledge) }
  })
  const [asTyped] = readings
  if (!asTyped || found.length === 0) return asTyped ?? NOTHING_READ
  const sure = asked.nothingElse ? undefined : readings.find(({ topics }) => topics.some(isNotOfMerging))
  if (!sure && asked.places.length > 0 && (asked.asks || asked.nothingElse)) {
    const beside = asked.nothingElse ? [] : (readings.find(({ topics }) => topics.length > 0)?.topics ?? [])
    return { ...asTyped, topics: [{ kind: 'places', places: asked.places }, ...beside] }
  }
  const { whole, topics } =
    sure ?? readings.find(reading => reading.whole.decision.kind !== 'unknown') ?? asTyped
  const places = placesMeant(found)
  const withPlaces = (intent: Intent) => (intent.kind === 'topic' ? { ...intent, places } : intent)
  return { whole, topics: places.length > 0 ? topics.map(withPlaces) : topics }
}

type Read = { whole: Question; topics: Intent[] }

const NOTHING_READ: Read = {
  whole: {
    decision: { kind: 'unknown' },
    ranked: null,
    facets: [],
    relation: null,
    leans: false,
    words: 0,
    alarm: { sign: null, mood: 'none' },
  },
  topics: [],
}

function isNotOfMerging(intent: Intent): boolean {
  return intent.kind === 'topic' && intent.topic.id !== MERGER_QUESTION
}

function certainTopics(
  index: Index,
  text: string,
  whole: Question,
  subject: TopicRef | null,
  knowledge: Knowledge,
): Intent[] {
  const coded = topicOfCode(index, text)
  if (coded) return about(coded, whole)

  const { decision } = whole
  const like = decision.kind === 'certain' ? decision.best.like : 0
  // Typed without accents, "le phi bao nhieu" has the skeleton of "lệ phí trước bạ", and names nothing all the same.
  if (whole.leans && like < SAME.core) {
    const procedure = procedureOf(subject, knowledge)
    if (procedure !== null) return about({ kind: 'procedure', id: procedure }, whole)
    if (saysNothing(whole)) return []
  }
  const wholeTopic = decision.kind === 'certain' ? candidate(index, decision.best)?.topic : undefined
  if (wholeTopic && like >= ONE_THING) return about(wholeTopic, whole)

  const read = partReader(index)
  const named = wishes(index, text, whole, read)
  const several = named.length > 1 ? named : topicsOfParts(index, text, whole, read)
  const distinct = new Map(several.map(({ topic, question }) => [keyOf(topic), { topic, question }]))
  if (distinct.size > 1)
    return [...distinct.values()].flatMap(({ topic, question }) => about(topic, question))
  if (wholeTopic) return about(wholeTopic, whole)
  const [only] = whole.ranked ? [] : distinct.values()
  return only ? about(only.topic, { ...whole, relation: whole.relation ?? only.question.relation }) : []
}

/**
 * What the parts of a message are about, as far as each of them is certain and the message as a whole may be about it too: a story
 * has parts that would mean other things alone. What happened stands behind what it asks for.
 */
function topicsOfParts(
  index: Index,
  text: string,
  whole: Question,
  read: ReadPart,
): { topic: TopicRef; question: Question }[] {
  const found = parts(text)
  const isLabel = index.learned !== null && whole.ranked === null
  if (found.length < 2 || isLabel || isOneThing(whole)) return []
  const shares = whole.ranked && new Map(whole.ranked.map(({ topic, score }) => [topic, score]))
  const all = found.flatMap(part => {
    const question = read(part).question()
    if (question.decision.kind !== 'certain' || question.leans) return []
    const { best } = question.decision
    if (shares && (shares.get(best.topic) ?? 0) < SHARE_OF_A_QUESTION && !isAQuestionOfItsOwn(question, best))
      return []
    const topic = candidate(index, best)?.topic
    return topic ? [{ topic, question }] : []
  })
  const isAsked = all.some(({ topic }) => topic.kind === 'procedure')
  return isAsked ? all.filter(({ topic }) => topic.kind !== 'life-event') : all
}

/** Nothing is asked in particular, and no second topic gets any part of the belief. */
function isOneThing({ ranked, facets }: Question): boolean {
  return ranked !== null && facets.length === 0 && (ranked[1]?.score ?? 0) < SHARE_OF_A_QUESTION
}

/** "Khai sinh cần giấy gì" names its topic and asks something of it, whatever else the message says. */
function isAQuestionOfItsOwn({ facets }: Question, { like }: Scored): boolean {
  return facets.length > 0 && like >= NAMED
}

/** A whole message that fits one phrasing this well is that phrasing, even if its parts fit others. */
const ONE_THING = 0.9

/** Of two questions in one message each gets some part of the belief that the message as a whole gives out. */
const SHARE_OF_A_QUESTION = 0.12

/** A text that is so like a phrasing names its topic. */
const NAMED = 0.75

/** The procedure that is spoken of, itself or by its guide. */
export function procedureOf(subject: TopicRef | null, knowledge: Knowledge): string | null {
  if (subject?.kind === 'procedure') return subject.id
  return subject?.kind === 'guide' ? (knowledge.guides.get(subject.id)?.procedure ?? null) : null
}

function keyOf(topic: TopicRef): string {
  return `${topic.kind} ${topic.id}`
}
