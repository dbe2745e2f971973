import { SAME, type Scored } from './score.ts'

/** How sure a ranking is. */
export type Decision =
  | { readonly kind: 'certain'; readonly best: Scored }
  | { readonly kind: 'unsure'; readonly best: readonly Scored[] }
  | { readonly kind: 'unknown' }

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

export function decide(ranked: readonly Scored[]): Decision {
  const [best, second] = ranked
  if (!best || best.score < WORTH_ASKING) return { kind: 'unknown' }
  const clear =
    !second ||
    best.score - second.score >= CLEAR_LEAD ||
    (best.score >= SAME.skeleton && second.score < best.score)
  if (best.score >= CERTAIN && clear) return { kind: 'certain', best }
  const close = ranked.filter(({ score }) => score >= WORTH_ASKING && best.score - score <= STILL_CLOSE)
  return { kind: 'unsure', best: close.slice(0, MOST_SUGGESTIONS) }
}
