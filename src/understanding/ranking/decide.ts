import type { Ranking } from './ranking.ts'
import { SAME, type Scored } from './score.ts'

/** How sure a ranking is. */
export type Decision =
  | { readonly kind: 'certain'; readonly best: Scored }
  /** `sure`: the chance that the first of them is right. */
  | { readonly kind: 'unsure'; readonly best: readonly Scored[]; readonly sure: number }
  | { readonly kind: 'unknown' }

/** What is held likeliest, best first; nothing where nothing was understood. */
export function likeliestOf(decision: Decision): readonly Scored[] {
  if (decision.kind === 'unknown') return []
  return decision.kind === 'certain' ? [decision.best] : decision.best
}

/** From this chance of being right on the best is the answer. Set on the development set, where so few answers are wrong. */
const SURE = 0.85
/** Below this chance even a question back would be a guess that costs a tap and trust. */
const SURE_ENOUGH_TO_ASK = 0.2
/** A suggestion that is believed so much less than the best would only be there to fill the list. */
const LEAST_SHARE = 0.03

/** Decides by what was learned; word for word what somebody wrote down is that, whatever else was learned. */
export function decide({ ranked, sure }: Ranking): Decision {
  const [best] = ranked
  if (!best) return { kind: 'unknown' }
  const [liked, next] = ranked.toSorted((a, b) => b.like - a.like)
  if (liked && liked.like >= SAME.skeleton && (!next || next.like < liked.like))
    return { kind: 'certain', best: liked }
  if (sure >= SURE) return { kind: 'certain', best }
  if (sure < SURE_ENOUGH_TO_ASK) return { kind: 'unknown' }
  const close = ranked.filter(({ score }) => score >= LEAST_SHARE * best.score)
  return { kind: 'unsure', best: close.slice(0, MOST_SUGGESTIONS), sure }
}

/** From here on the best is the answer. Set where no text of test/understanding is answered wrongly. */
export const CERTAIN = 0.65
/** The second must stay this far behind, or both are asked about. */
export const CLEAR_LEAD = 0.1
/** From here on it is worth asking back; below, suggestions would be guesses that cost a tap and trust. */
export const WORTH_ASKING = 0.5
/** A suggestion this far behind the best would only be there to fill the list. */
export const STILL_CLOSE = 0.2
/** More would be a menu. */
export const MOST_SUGGESTIONS = 3

/** Decides by likeness alone, where there is nobody's voice to learn from. */
export function decideByLikeness(ranked: readonly Scored[]): Decision {
  const [best, second] = ranked
  if (!best || best.score < WORTH_ASKING) return { kind: 'unknown' }
  const clear =
    !second ||
    best.score - second.score >= CLEAR_LEAD ||
    (best.score >= SAME.skeleton && second.score < best.score)
  if (best.score >= CERTAIN && clear) return { kind: 'certain', best }
  const close = ranked.filter(({ score }) => score >= WORTH_ASKING && best.score - score <= STILL_CLOSE)
  return { kind: 'unsure', best: close.slice(0, MOST_SUGGESTIONS), sure: best.score }
}
