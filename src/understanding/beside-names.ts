import type { Index } from './build.ts'
import { readingsOf } from './places/readings.ts'
import type { Question } from './questions.ts'
import { CLEAR_LEAD, type Decision, MOST_SUGGESTIONS, STILL_CLOSE, WORTH_ASKING } from './ranking/decide.ts'
import { rankNames, rankSameNames } from './ranking/rank-names.ts'
import { SAME, type Scored } from './ranking/score.ts'
import { tokenise } from './text/tokens.ts'

/**
 * From here on a name of the list is the answer. Higher than for what content knows: five thousand names have a word
 * for nearly everything.
 */
const CERTAIN_NAME = 0.8
/** Lower than elsewhere: nothing better is known, and the name itself shows whether it is meant. */
const NAME_WORTH_ASKING = 0.45
/**
 * From here on a name that fits better than what content knows stands in front of it. Of the messages in test/understanding/said that
 * are about content's topics none is so like a name of the list.
 */
const NAME_LEADS = 0.55
/** Of one word some name or other consists nearly. */
const FEWEST_WORDS = 2

/**
 * What a text is about where the official list is asked too. What content has an entry for keeps winning: something
 * `certain` gives way only to a name of the list that the text is word for word.
 */
export function besideNames(index: Index, text: string, question: Question, certain: boolean): Question {
  const { decision, leans } = question
  if (index.names.all.length === 0 || leans) return question
  if (decision.kind === 'certain' && decision.best.like >= SAME.skeleton) return question
  const ranked = ranking(index, text, certain ? rankSameNames : rankNames)
  const [best] = ranked
  if (!best) return question
  if (certain) return best.like >= SAME.core ? { ...question, decision: { kind: 'certain', best } } : question
  return { ...question, decision: together(decision, ranked) }
}

/** The best of the list for a text as it was typed, and for what is left of it without the places that it names. */
function ranking(index: Index, text: string, rank: typeof rankNames): Scored[] {
  const typed = tokenise(text)
  const { texts } = readingsOf(text, typed, index.places(typed))
  const rankings = texts.map(one => {
    const tokens = index.readForNames(one)
    const shares = index.lexicon.sharesOf(tokens)
    if (shares.filter(share => share === 1).length < FEWEST_WORDS) return []
    return rank(index.names, { tokens, shares }, index.lexicon.topics.length)
  })
  return rankings.reduce((best, one) => ((one[0]?.score ?? 0) > (best[0]?.score ?? 0) ? one : best), [])
}

/**
 * What content knows stands in front of what the list alone has, unless a name of the list fits the text clearly better than any
 * of its phrasings does.
 */
function together(decision: Decision, names: readonly Scored[]): Decision {
  const known = decision.kind === 'unsure' ? decision.best : []
  const [best, second] = names
  const worthAsking = known.length > 0 ? WORTH_ASKING : NAME_WORTH_ASKING
  if (!best || best.like < worthAsking) return decision
  const likeness = Math.max(0, ...known.map(({ like }) => like))
  const ahead = best.like - Math.max(second?.like ?? 0, likeness)
  const isClear = ahead >= CLEAR_LEAD || (best.like >= SAME.core && ahead > 0)
  if (best.like >= CERTAIN_NAME && isClear) return { kind: 'certain', best }
  const better = names.filter(
    ({ like }) => like >= worthAsking && like > likeness && best.like - like <= STILL_CLOSE,
  )
  const [first, next, ...others] = known
  const inOrder =
    best.like >= NAME_LEADS && best.like > likeness
      ? [...better.slice(0, MOST_SUGGESTIONS - 1), ...known]
      : [first, next, ...better, ...others]
  const all = inOrder.filter(one => one !== undefined)
  return {
    kind: 'unsure',
    best: all.slice(0, MOST_SUGGESTIONS),
    sure: decision.kind === 'unsure' ? decision.sure : best.like,
  }
}
