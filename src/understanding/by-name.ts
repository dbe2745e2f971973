import type { Knowledge } from '../catalogue/knowledge.ts'
import { besideNames } from './beside-names.ts'
import type { Index } from './build.ts'
import type { Intent } from './intent.ts'
import { about, unsure } from './meaning.ts'
import { placesMeant } from './places/places.ts'
import { candidate, type Question, topicOfCode } from './questions.ts'
import { likeliestOf } from './ranking/decide.ts'
import { SAME } from './ranking/score.ts'
import { tokenise } from './text/tokens.ts'

/**
 * "Giấy phép cưỡi rồng" is asked about by name where the list has one, and not by "Giấy phép gì ạ?"; nor is somebody sent away with the
 * name of a procedure, or told of another that few of its words are about.
 */
export function nameRatherThan(
  aside: Intent | null,
  { index, knowledge, text, whole }: Asked,
): Intent[] | null {
  const { decision } = whole
  const [best] = likeliestOf(decision)
  if (index.names.all.length === 0 || !best) return null
  const asksBack = aside?.kind === 'unsure'
  const outside = aside?.kind === 'beyond' ? knowledge.beyond.get(aside.id) : undefined
  const isFarFromAll = aside === null && best.like < FAR_FROM_ALL && topicOfCode(index, text) === null
  if (!asksBack && whole.words > WORDS_OF_A_NAME) return null
  if (!asksBack && outside?.kind !== 'outside' && !isFarFromAll) return null
  const isBest = asksBack || outside?.link !== undefined
  if (best.like >= SAME.skeleton && outside?.link === undefined) return null
  const without: Question = isBest
    ? { ...whole, decision: { kind: 'unknown' } }
    : { ...whole, decision: { kind: 'unsure', best: [best], sure: 0 } }
  const beside = besideNames(index, text, without, false)
  const [name] = likeliestOf(beside.decision)
  if (!name || name.topic === best.topic || (isFarFromAll && name.like < NAME_FOR_CERTAIN)) return null
  return certainName(index, text, whole, beside) ?? [unsure(index, beside)]
}

type Asked = {
  readonly index: Index
  readonly knowledge: Knowledge
  readonly text: string
  readonly whole: Question
}

/** Nobody who tells a story names a procedure of the list in so many words. */
const WORDS_OF_A_NAME = 16
/** What was learned makes something of nearly anything; so little of it may be said by any phrasing. */
const FAR_FROM_ALL = 0.5
/** What was certain gives way to a name that fits so well. */
const NAME_FOR_CERTAIN = 0.65

/**
 * What a text is certainly about in the official list alone, with the provinces that it names; null where nothing.
 * `beside` is what it is about where the list was asked too.
 */
export function certainName(
  index: Index,
  text: string,
  without: Question,
  beside: Question,
): Intent[] | null {
  if (beside === without || beside.decision.kind !== 'certain') return null
  const { best } = beside.decision
  const named = candidate(index, best)
  if (!named) return null
  // "Dự án phi lợi nhuận" is a name, and asks for no fee.
  const asked = best.like >= SAME.core ? { ...beside, facets: [], relation: null } : beside
  const places = placesMeant(index.places(tokenise(text)))
  return about(named.topic, asked).map(intent =>
    intent.kind === 'topic' && places.length > 0 ? { ...intent, places } : intent,
  )
}
