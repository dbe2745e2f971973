import type { Knowledge, TopicRef } from '../catalogue/knowledge.ts'
import { MERGER_QUESTION } from '../catalogue/places.ts'
import type { Command } from '../catalogue/schema/language.ts'
import { besideNames } from './beside-names.ts'
import { beyondTopics, emergencyIn, suspiciousAddress, suspiciousMessage } from './beyond.ts'
import { buildIndex, type Index } from './build.ts'
import { certainName, nameRatherThan } from './by-name.ts'
import type { Expectation, Intent } from './intent.ts'
import { about, saysNothing, UNKNOWN, unsure } from './meaning.ts'
import { partReader, type ReadPart } from './part-reader.ts'
import { placesMeant } from './places/places.ts'
import { readingsOf } from './places/readings.ts'
import { findDossierCode } from './private/dossier-code.ts'
import { holdsMask } from './private/redact.ts'
import { candidate, type Question, readQuestion, topicOfCode } from './questions.ts'
import { SAME, type Scored } from './ranking/score.ts'
import { type ChoiceReader, numberBeyond, optionAtStart, pickChoices } from './screen/choices.ts'
import { politely, type WholePhrases, wholeMatches } from './screen/whole.ts'
import { LONGEST_TEXT } from './text/fold.ts'
import { parts } from './text/parts.ts'
import { patternIn } from './text/patterns.ts'
import { withoutTakenBack } from './text/taken-back.ts'
import { type Token, tokenise } from './text/tokens.ts'
import { wishes } from './wishes.ts'

export { buildIndex, type Index }

/**
 * What a text means where it was said; at least one intent, several where a message asks several things. The
 * order of precedence is that of design §4: a valid value, a choice on the screen, an emergency, a command, a dossier
 * code, a certain topic, small talk, unsure, unknown. Pure; takes any string, of which the first 500 characters count.
 */
export function understand(knowledge: Knowledge, text: string, expectation: Expectation): Intent[] {
  const index = buildIndex(knowledge)
  const written = text.normalize('NFC').slice(0, LONGEST_TEXT).replace(/▮+/g, ' ')
  const tokens = index.read(written)
  if (tokens.length === 0) return [UNKNOWN]

  const { step } = expectation
  const value = step?.kind === 'enter' ? index.readValue(step.as, written) : null
  if (value !== null) return [{ kind: 'value', value }]

  const chosen = pickChoices(tokens, expectation, readerOf(index))
  if (chosen.length > 0) return chosen.map(choice => ({ kind: 'choice', index: choice }))

  const number = numberBeyond(tokens, expectation)
  if (number !== null) return [{ kind: 'noSuchNumber', number }]

  const emergency = emergencyIn(index, tokens)
  if (emergency) return [emergency]

  const command = commandIn(index, tokens)
  if (command !== null) return [{ kind: 'command', command }]

  const code = findDossierCode(written)
  if (code !== null) return [{ kind: 'dossier', code }]

  if (isBareWord(index, tokens)) return [{ kind: 'bareWord' }]

  // Whoever sends little but a number is told about the number; what it may be about would be a guess.
  if (holdsMask(text) && tokenise(written).length <= FEW_BESIDE_NUMBER) return [UNKNOWN]

  const address = suspiciousAddress(index, text, tokens.length)
  if (address) return [address]

  const meant = withoutTakenBack(written)
  const meantTokens = meant === written ? tokens : index.read(meant)
  const { whole, topics } = readWithPlaces(index, meant, meantTokens, expectation.subject, knowledge)
  const option = step?.kind === 'ask' ? optionAtStart(tokens, expectation, readerOf(index)) : null
  // What was learned makes a suggestion of nearly anything; the beginning of an option says more.
  const read = topics.length > 0 || index.learned ? topics : [unsure(index, whole)]
  const own = procedureOf(expectation.subject, knowledge)
  if (option !== null && whole.facets.length === 0 && read.every(intent => isNothingElse(intent, own)))
    return [{ kind: 'choice', index: option }]
  const message = suspiciousMessage(index, written, tokens.length, whole)
  if (message) return [message]
  const leansOnSubject = whole.leans && topics.length > 0
  const aside = topics.length > 1 || leansOnSubject ? null : beyondTopics(index, knowledge, whole)
  if (aside || topics.length > 0) {
    const named = certainName(index, meant, whole, besideNames(index, meant, whole, true))
    const only =
      topics.length > 1 || leansOnSubject
        ? null
        : nameRatherThan(aside, { index, knowledge, text: meant, whole })
    return named ?? only ?? (aside ? [aside] : topics)
  }

  const [talk] = wholeMatches(tokens, index.smallTalk, index.mayStandAround)
  if (talk) return [{ kind: 'smallTalk', talk: talk.value }]

  const beside = besideNames(index, meant, whole, false)
  const name = certainName(index, meant, whole, beside)
  if (name) return name
  const isUnknown = unsure(index, whole).kind === 'unknown'
  const asked = isUnknown ? commandInPart(index, written) : null
  return [asked ?? unsure(index, beside)]
}

/** The command that a text is, in just its words, or as it is put in many ways where nothing else is spoken of. */
function commandIn(index: Index, tokens: readonly Token[]): Command | null {
  const [whole] = wholeMatches(tokens, index.commands, index.mayStandAround)
  if (whole) return whole.value
  if (tokens.length > WORDS_OF_A_COMMAND || index.hearAlarm(tokens).mood !== 'none') return null
  const found = patternIn(index.commandPatterns, tokens)
  return found && !tokens.slice(0, found.at).some(isDenial) ? found.value : null
}

/** "Đừng xóa dữ liệu của tôi" asks for no erasing. */
function isDenial({ letters }: Token): boolean {
  return DENIALS.has(letters)
}
const DENIALS = new Set(['dung', 'khong', 'chua', 'khoan', 'cam'])

/** "Thôi nấu cơm đã, nhắc tôi ngày mai": where the rest says nothing, the part that is a command counts. */
function commandInPart(index: Index, text: string): Intent | null {
  const found = parts(text)
  if (found.length < 2) return null
  const commands = found.flatMap(
    part => wholeMatches(index.read(part), index.commands, index.mayStandAround)[0] ?? [],
  )
  const [only] = new Set(commands.map(({ value }) => value))
  return only === undefined || commands.length > 1 ? null : { kind: 'command', command: only }
}

/** An answer to nothing. "Có đó không" asks, and "bắt đầu" is how a chat is opened. */
function isBareWord(index: Index, tokens: readonly Token[]): boolean {
  const asks =
    tokens.length > 1 && QUESTION_ENDS.has(tokens.findLast(token => !politely(token))?.letters ?? '')
  const is = (phrases: WholePhrases<unknown>) => wholeMatches(tokens, phrases, politely).length > 0
  return !asks && is(index.stepWords) && !is(index.smallTalk)
}

const QUESTION_ENDS = new Set(['khong', 'chua', 'ko'])

function readerOf({ readContent, stepWords, mayStandAround }: Index): ChoiceReader {
  return { normalise: readContent, stepWords, mayStandAround }
}

/** Whether what a text may be about is nothing, or the procedure that is spoken of anyway. */
function isNothingElse(intent: Intent, own: string | null): boolean {
  const [topic] =
    intent.kind === 'topic'
      ? [intent.topic]
      : intent.kind === 'unsure'
        ? intent.candidates.map(({ topic }) => topic)
        : []
  return topic === undefined || (topic.kind === 'procedure' && topic.id === own)
}

/**
 * What a text is about, and what it certainly is. The provinces and units that it names say where; asked about for
 * themselves they are what it is about, unless that is certainly something else.
 */
function readWithPlaces(
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

const FEW_BESIDE_NUMBER = 6
/** In a longer text somebody tells a story, in which a command may be spoken of. */
const WORDS_OF_A_COMMAND = 12
/** A whole message that fits one phrasing this well is that phrasing, even if its parts fit others. */
const ONE_THING = 0.9
/** Of two questions in one message each gets some part of the belief that the message as a whole gives out. */
const SHARE_OF_A_QUESTION = 0.12
/** A text that is so like a phrasing names its topic. */
const NAMED = 0.75
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

function procedureOf(subject: TopicRef | null, knowledge: Knowledge): string | null {
  if (subject?.kind === 'procedure') return subject.id
  return subject?.kind === 'guide' ? (knowledge.guides.get(subject.id)?.procedure ?? null) : null
}

function keyOf(topic: TopicRef): string {
  return `${topic.kind} ${topic.id}`
}

/** Makes the index before the first message needs it. */
export function warmUp(knowledge: Knowledge): void {
  buildIndex(knowledge)
}

/** For whoever only wants to know what a text is about, out of any context. */
export const NOTHING_EXPECTED: Expectation = { choices: [], step: null, subject: null }
