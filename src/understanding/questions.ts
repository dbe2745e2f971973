import type { TopicRef } from '../catalogue/knowledge.ts'
import type { Facet, Relation } from '../catalogue/schema/language.ts'
import type { Index } from './build.ts'
import { findCode } from './codes.ts'
import type { Alarm } from './emergencies.ts'
import { askedFacets } from './facets.ts'
import type { Candidate } from './intent.ts'
import { chances } from './learned/model.ts'
import { type Decision, decide, decideByLikeness } from './ranking/decide.ts'
import { besideLoss, without, withoutDeaths } from './ranking/losses.ts'
import { reachOf } from './ranking/neighbours.ts'
import { type Heard, likeliest, weigh } from './ranking/ranking.ts'
import { SAME, type Scored, score, scoreAmong } from './ranking/score.ts'
import { besideThin } from './ranking/thin.ts'
import { forWhom } from './relations.ts'
import { sequenceAt } from './text/sequences.ts'
import { agree, lettersOf, type Token, tokenise } from './text/tokens.ts'

/** What one question is about, how sure that is, and what else it says. */
export type Question = {
  readonly decision: Decision
  /** All that it may be about, best first, with what was learned; null where nothing was. */
  readonly ranked: readonly Scored[] | null
  readonly facets: readonly Facet[]
  readonly relation: Relation | null
  /** True where nothing but a facet or a relation is said: "thế còn phí?", "làm cho mẹ thì sao". */
  readonly leans: boolean
  /** How many words it has. */
  readonly words: number
  readonly alarm: Alarm
}

/** Reads a text as one question. */
export function readQuestion(index: Index, tokens: readonly Token[]): Question {
  const asked = askedFacets(tokens, index.facets)
  const whom = forWhom(tokens, index.relations)
  const content = index.lexicon.contentOf(tokens)
  const aside = new Set([...asked.places, ...whom.places].map(place => tokens[place]))
  const namesNothing = content.core.every(token => aside.has(token) || isAsking(token))
  const leans = namesNothing && (asked.facets.length > 0 || whom.relation !== null)
  const alarm = index.hearAlarm(tokens)
  const heard = hear(index, tokens, content, asksForOffice(index, tokens, asked.facets), alarm)
  const ranking = heard.told && weigh({ ...heard, told: heard.told })
  const decision = ranking ? decide(ranking) : decideByLikeness(heard.lexical)
  const named = isWordForWord(decision) ? null : namedBeside(index, tokens, asked.places)
  return {
    decision: named ? { kind: 'certain', best: named } : decision,
    ranked: ranking?.ranked ?? null,
    facets: asked.facets,
    relation: whom.relation,
    leans,
    words: tokens.length,
    alarm,
  }
}

function isWordForWord(decision: Decision): boolean {
  return decision.kind === 'certain' && decision.best.like >= SAME.skeleton
}

/** One word beside a question is a manner of asking as well: "lo giấy tờ gì", "mua ở đâu"; beside fillers it has to be the very name. */
const WORDS_OF_A_NAME = 2

/** "Phí khai sinh", "tạm trú nộp ở đâu": beside what is asked stands a topic's own name, word for word, and no other's. */
function namedBeside(index: Index, tokens: readonly Token[], asked: ReadonlySet<number>): Scored | null {
  if (asked.size === 0 || asked.size === tokens.length) return null
  const name = index.lexicon.contentOf(tokens.filter((_, place) => !asked.has(place)))
  const [best, next] = scoreAmong(index.lexicon, [], name, false, reachOf(tokens, index.neighbours))
  const least = name.core.length < WORDS_OF_A_NAME ? SAME.words : SAME.skeleton
  if (!best || name.tokens.length < WORDS_OF_A_NAME || best.like < least) return null
  if (next && next.like >= best.like) return null
  return index.lexicon.topics[best.topic]?.ref.kind === 'beyond' ? null : best
}

function isTopic({ lexicon }: Index, topic: number): boolean {
  const kind = lexicon.topics[topic]?.ref.kind
  return kind !== 'beyond' && kind !== 'clarify'
}

/** Topics whose phrasings a text is compared with. */
const COMPARED = 4

/** What the phrasings and what was learned say of a text. `told` is null where nothing was learned. */
export function hear(
  index: Index,
  tokens: readonly Token[],
  content = index.lexicon.contentOf(tokens),
  asksWhere = asksForOffice(index, tokens, askedFacets(tokens, index.facets).facets),
  alarm = index.hearAlarm(tokens),
): Omit<Heard, 'told'> & { readonly told: Heard['told'] | null } {
  const mat = index.toldByMat(tokens)
  const reach = besideThin(tokens, besideLoss(mat, reachOf(tokens, index.neighbours)), mat)
  const { learned, lexicon } = index
  const words = tokens.length
  // Nobody tells a story with what the bot itself calls its choices.
  if (!learned || index.labels.has(lettersOf(tokens))) {
    const lexical = score(lexicon, content, asksWhere, reach)
    return {
      lexical: learned ? lexical.filter(({ topic }) => isTopic(index, topic)) : lexical,
      told: null,
      words,
    }
  }
  const beside = withoutDeaths(chances(learned, tokens), mat, tokens.length, index.deaths)
  const told = alarm.mood === 'calm' ? without(beside, index.emergencies) : beside
  return {
    lexical: scoreAmong(lexicon, likeliest(told.of, COMPARED), content, asksWhere, reach),
    told,
    words,
  }
}

/** "Lệ phí, "giấy tờ gồm những gì": beside what is asked for, the words that ask name nothing. */
function isAsking(token: Token): boolean {
  return ASKING.some(word => agree(token, word))
}

const ASKING = tokenise('bao nhiêu mấy gì nào đâu sao giờ đồng')

/** Offices answer where somebody has to go, and when and how they are reached. */
function asksForOffice({ officeWords }: Index, tokens: readonly Token[], facets: readonly Facet[]): boolean {
  return facets.includes('where') || tokens.some((_, at) => sequenceAt(officeWords, tokens, at) !== null)
}

/** The topic of a procedure code in a text, or null. */
export function topicOfCode(index: Index, text: string): TopicRef | null {
  const code = findCode(text, index.codes)
  return code === null ? null : { kind: 'procedure', id: code }
}

/** A ranked topic as others see it. */
export function candidate(
  index: Index,
  { topic, score }: { topic: number; score: number },
): Candidate | null {
  const { topics } = index.lexicon
  const listed = index.listed[topic - topics.length]
  const rounded = Math.round(score * 1000) / 1000
  if (listed) return { topic: { kind: 'procedure', id: listed.code }, title: listed.title, score: rounded }
  const found = topics[topic]
  if (!found || found.ref.kind === 'beyond' || found.ref.kind === 'clarify') return null
  return { topic: found.ref, title: found.title, score: rounded }
}
