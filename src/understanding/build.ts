import type { Knowledge } from '../catalogue/knowledge.ts'
import {
  Command,
  type Facet,
  type Relation,
  type SmallTalk,
  type StepWord,
} from '../catalogue/schema/language.ts'
import { wholeOf } from '../catalogue/view.ts'
import { type Codes, codesOf } from './codes.ts'
import { readerOfMat, type ToldByMat } from './deaths.ts'
import { alarmHearer, type HearAlarm } from './emergencies.ts'
import { askedFacets } from './facets.ts'
import { learned } from './learned/kept.ts'
import { lessonsOf } from './learned/lessons.ts'
import type { Model } from './learned/model.ts'
import { type PlaceFinder, placeFinder } from './places/places.ts'
import { type Lexicon, lexicon } from './ranking/lexicon.ts'
import { deathTopics } from './ranking/losses.ts'
import { type ListedTopic, listedTopics, type Names, namesOf } from './ranking/names.ts'
import { forWhom } from './relations.ts'
import { type ReadValue, valueReader } from './screen/values.ts'
import { type Around, around, type WholePhrases, wholePhrases } from './screen/whole.ts'
import { type Swindlers, swindlersOf } from './suspicion.ts'
import { knownWords } from './text/known-words.ts'
import { mender } from './text/mend.ts'
import { normaliser } from './text/normalise.ts'
import { type Patterns, patternsOf } from './text/patterns.ts'
import { type Sequences, sequenceAt, sequences } from './text/sequences.ts'
import { lettersOf, type Token, tokenise } from './text/tokens.ts'
import { topicsOf } from './topics.ts'

/** All that understanding works out once for a knowledge. */
export type Index = {
  /** A text as it is compared: tokens, replaced, mended, unified. */
  readonly read: (text: string) => readonly Token[]
  /** The same for texts of the content, which hold no slips; remembered, for the same ones come again and again. */
  readonly readContent: (text: string) => readonly Token[]
  readonly lexicon: Lexicon
  /**
   * What was learned from everything that people say; its classes are the topics of the lexicon, and a last one for nothing at
   * all. Null where the content has nobody's voice to learn from.
   */
  readonly learned: Model | null
  readonly toldByMat: ToldByMat
  /** Topics that are often named by telling of a death. */
  readonly deaths: ReadonlySet<number>
  /** What the bot itself calls its choices, by their letters: nobody tells a story with those. */
  readonly labels: ReadonlySet<string>
  /** What is known from the official list alone; numbered after the topics of the lexicon. */
  readonly listed: readonly ListedTopic[]
  readonly names: Names
  /** A text as it is compared with the names of the list, whose words are no slips. */
  readonly readForNames: (text: string) => readonly Token[]
  readonly codes: Codes
  readonly facets: Sequences<Facet>
  /** Subjects that the bot does not lead through, each as its own words. */
  readonly neighbours: Sequences<readonly Token[]>
  readonly relations: Sequences<Relation>
  /** What offices answer: when they are open, where they are. */
  readonly officeWords: Sequences<true>
  /** What is said of several things at once: "hai cái", "mỗi thứ". */
  readonly together: Sequences<true>
  readonly swindlers: Swindlers
  readonly hearAlarm: HearAlarm
  /** Topics that are emergencies. */
  readonly emergencies: ReadonlySet<number>
  /** Provinces and units in the tokens of a text as typed, before any replacement. */
  readonly places: PlaceFinder
  readonly commands: WholePhrases<Command>
  readonly commandPatterns: Patterns<Command>
  readonly smallTalk: WholePhrases<SmallTalk>
  readonly stepWords: WholePhrases<StepWord>
  readonly mayStandAround: Around
  readonly readValue: ReadValue
}

const indexes = new WeakMap<Knowledge, Index>()

/** The index of a knowledge; made at the first call (0.3 s for the content as it stands, little more with a list of 5,522), the same one afterwards. */
export function buildIndex(view: Knowledge): Index {
  const knowledge = wholeOf(view)
  const known = indexes.get(knowledge)
  if (known) return known
  const made = make(knowledge)
  indexes.set(knowledge, made)
  return made
}

/** Texts of the content whose tokens are remembered; the titles on all screens are fewer. */
const MOST_REMEMBERED = 8_000

function make(knowledge: Knowledge): Index {
  const { words } = knowledge
  const { replace, unify } = normaliser(words)
  const remembered = new Map<string, readonly Token[]>()
  const readContent = (text: string): readonly Token[] => {
    const before = remembered.get(text)
    if (before) return before
    const tokens = unify(replace(tokenise(text)))
    if (remembered.size < MOST_REMEMBERED) remembered.set(text, tokens)
    return tokens
  }
  const listedWords = <Key extends string>(lists: Readonly<Record<Key, string | readonly string[]>>) =>
    entriesOf(lists).flatMap(([value, texts]) =>
      [texts].flat().map((text, place) => ({ value, place, tokens: readContent(text) })),
    )

  // What the bot itself calls things on its choices is understood like what people call them.
  const { sentences } = knowledge
  const facets = sequences([...listedWords(words.facets), ...listedWords(sentences.facets)])
  const relations = sequences(listedWords(words.relations))
  const fillers = words.fillers.flatMap(tokenise)
  const { back, resume, help } = words.commands
  const onTheWay = sequences(listedWords({ back, resume, help }).filter(({ tokens }) => tokens.length > 1))
  const asides = (tokens: readonly Token[]) =>
    new Set([
      ...askedFacets(tokens, facets).places,
      ...forWhom(tokens, relations).places,
      ...placesOf(tokens, onTheWay),
    ])
  const topics = topicsOf(knowledge)
  const toldByMat = readerOfMat(words.mat)
  const known = lexicon(topics, fillers, readContent, asides, toldByMat)

  /** What people said is learned from with its slips; mending them all takes seconds and taught nothing more. */
  const readUnmended = (text: string) => unify(replace(tokenise(text)))
  const model =
    knowledge.voices.length > 0
      ? learned(
          [topics, knowledge.voices, words, sentences.labels, sentences.commands],
          () => lessonsOf(topics, knowledge, readUnmended),
          topics.length + 1,
        )
      : null

  const phrases = topics.flatMap(topic => topic.phrases)
  const mend = mender(knownWords(phrases, knowledge, readContent, model))
  const read = (text: string) => unify(replace(mend(replace(tokenise(text)))))
  const listed = listedTopics(knowledge)
  const names = namesOf(listed, readUnmended)
  return {
    read,
    readContent,
    lexicon: known,
    toldByMat,
    deaths: deathTopics(known.phrases),
    labels: new Set(Object.values(sentences.labels).map(text => lettersOf(readContent(text)))),
    learned: model,
    listed,
    names,
    readForNames: text => unify(replace(mend(replace(tokenise(text)), letters => names.words.has(letters)))),
    codes: codesOf(knowledge),
    facets,
    neighbours: sequences(words.neighbours.map(readContent).map(tokens => ({ tokens, value: tokens }))),
    relations,
    officeWords: sequences(words.offices.map(tokenise).map(tokens => ({ tokens, value: true }))),
    together: sequences(words.together.map(readContent).map(tokens => ({ tokens, value: true }))),
    swindlers: swindlersOf(words.swindles),
    hearAlarm: alarmHearer(knowledge, readContent),
    emergencies: new Set(
      topics.flatMap(({ ref }, topic) =>
        ref.kind === 'beyond' && knowledge.beyond.get(ref.id)?.kind === 'emergency' ? [topic] : [],
      ),
    ),
    places: placeFinder(knowledge.places),
    commands: wholePhrases([...listedWords(words.commands), ...listedWords(sentences.commands)]),
    commandPatterns: patternsOf(
      Command.options.flatMap(value => (words.commandPatterns[value] ?? []).map(text => ({ text, value }))),
      readContent,
    ),
    smallTalk: wholePhrases(listedWords(words.smallTalk)),
    // Earlier in its list is more typical: the order decides between choices that take the same word.
    stepWords: wholePhrases(listedWords(words.stepWords).toSorted((a, b) => a.place - b.place)),
    mayStandAround: around(fillers),
    readValue: valueReader(knowledge.statuses, read),
  }
}

/** The places of a text that belong to known sequences. */
function placesOf(tokens: readonly Token[], known: Sequences<unknown>): number[] {
  const places: number[] = []
  for (let at = 0; at < tokens.length; at++) {
    const found = sequenceAt(known, tokens, at)
    for (let offset = 0; offset < (found?.tokens.length ?? 0); offset++) places.push(at + offset)
  }
  return places
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  const keys: Key[] = []
  for (const key in record) keys.push(key)
  return keys.map(key => [key, record[key]])
}
