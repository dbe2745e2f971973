import type { Knowledge } from '../catalogue/knowledge.ts'
import { choicesOf } from '../catalogue/schema/beyond.ts'
import type { Index } from './build.ts'
import type { Candidate, Intent } from './intent.ts'
import { holdsMask } from './private/redact.ts'
import type { Question } from './questions.ts'
import { likeliestOf } from './ranking/decide.ts'
import { hostsIn, suspicionIn } from './suspicion.ts'
import { sameWords } from './text/sequences.ts'
import { lettersOf, type Token } from './text/tokens.ts'
import { keyOfMeant } from './topics.ts'

/** The question that tells how swindlers work. */
const SWINDLES = 'faq lua-dao'
/** From this chance on somebody is told that a thing is not for us; less, and what it may be about is asked. */
const SURE_IT_IS_BEYOND = 0.5
/** A number too many harms nobody, one too few might. */
const SURE_IT_IS_AN_EMERGENCY = 0.4
const MOST_CANDIDATES = 3
/** Nobody cries for help in more; a longer text with a sign is an emergency where it is not certainly something else. */
const CRY_WORDS = 14
/** Beside the portal's own address this many words are no question of their own. */
const FEW_WORDS = 3
/** So long a text about swindlers is no general question; it tells of one, or is one's own words. */
const PASTED_WORDS = 14

/**
 * What a question means that is about no topic of ours: an emergency, another office's matter, chatter, or words that mean
 * several things however they are turned. Null where it is about a topic.
 */
export function beyondTopics(
  index: Index,
  knowledge: Knowledge,
  { decision, ranked, relation, facets, alarm }: Question,
): Intent | null {
  if (decision.kind !== 'certain' && alarm.sign !== null && alarm.mood !== 'calm')
    return { kind: 'beyond', id: alarm.sign }
  if (decision.kind === 'unknown' || (decision.kind === 'unsure' && ranked === null)) return null
  const [best] = likeliestOf(decision)
  const ref = best && index.lexicon.topics[best.topic]?.ref
  if (ref?.kind === 'beyond') {
    const isEmergency = knowledge.beyond.get(ref.id)?.kind === 'emergency'
    const enough = isEmergency ? SURE_IT_IS_AN_EMERGENCY : SURE_IT_IS_BEYOND
    return decision.kind === 'certain' || decision.sure >= enough ? ref : null
  }
  if (ref?.kind !== 'clarify') return null
  const clarification = knowledge.clarifications.get(ref.id)
  if (!clarification) return null
  const [facet = null] = facets.length === 1 ? facets : []
  const choices = choicesOf(clarification)
  const candidates = choices.slice(0, MOST_CANDIDATES).map(
    ({ label, topic }): Candidate => ({
      topic,
      title: label,
      score: Math.round(1000 / choices.length) / 1000,
    }),
  )
  return { kind: 'unsure', candidates, facet, relation, clarification: ref.id }
}

/** An emergency whose sign stands in a text, or that it names in just these words; it goes before any command, "cứu tôi với" is no "cứu với". */
export function emergencyIn(
  { hearAlarm, lexicon, emergencies }: Index,
  tokens: readonly Token[],
): Intent | null {
  const { sign, mood } = hearAlarm(tokens)
  if (sign !== null && mood !== 'calm' && tokens.length <= CRY_WORDS) return { kind: 'beyond', id: sign }
  const named = lexicon.byLetters
    .get(lettersOf(tokens))
    ?.find(phrase => emergencies.has(phrase.topic) && sameWords(tokens, phrase.tokens))
  const ref = named && lexicon.topics[named.topic]?.ref
  return ref?.kind === 'beyond' ? ref : null
}

/** Whether a text holds an address that somebody had better be told about. The portal's own in a question is none. */
export function suspiciousAddress(index: Index, text: string, words: number): Intent | null {
  const hosts = hostsIn(text, index.swindlers)
  if (hosts.length === 0) return null
  const onlyPortal = hosts.every(({ is }) => is === 'portal')
  return onlyPortal && words > hosts.length * 3 + FEW_WORDS
    ? null
    : { kind: 'suspicious', suspicion: suspicionIn(text, index.swindlers) }
}

/** Whether what is asked about swindlers holds something to be held against what is known; a question in general has its answer. */
export function suspiciousMessage(
  index: Index,
  text: string,
  words: number,
  { decision }: Question,
): Intent | null {
  if (decision.kind === 'unknown' || !(holdsMask(text) || words >= PASTED_WORDS)) return null
  const [best] = likeliestOf(decision)
  const ref = best && index.lexicon.topics[best.topic]?.ref
  if (!ref || keyOfMeant(ref) !== SWINDLES) return null
  return { kind: 'suspicious', suspicion: suspicionIn(text, index.swindlers) }
}
