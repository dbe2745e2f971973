import { toldByMat } from './deaths.ts'
import { ASK_BACK, type Reach } from './neighbours.ts'
import type { Token } from './tokens.ts'

/** Whoever lost something is not told what to do after a death; where it is unclear, nobody is with certainty. */
export function besideLoss(text: readonly Token[], reach: Reach): Reach {
  const told = toldByMat(text)
  if (told === 'death' || told === null) return reach
  const most = told === 'loss' ? 0 : ASK_BACK
  return phrase => (phrase.tellsDeath ? Math.min(most, reach(phrase)) : reach(phrase))
}
