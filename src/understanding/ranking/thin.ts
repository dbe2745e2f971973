import type { ToldByMat } from '../deaths.ts'
import { agree, type Token } from '../text/tokens.ts'
import { ASK_BACK, holds, type Reach } from './neighbours.ts'
import type { Phrase } from './phrase.ts'

/**
 * A phrasing that is nearly all fillers ("mua nhà", "con đi học") stands for what it says only as a whole: "em
 * mua rồi" has its one other word, and may be about anything.
 */
export function besideThin(text: readonly Token[], reach: Reach, mat: ReturnType<ToldByMat>): Reach {
  const tellsDeath = mat === 'death'
  const most = (phrase: Phrase): number => {
    if (phrase.content.core.length > 1 || phrase.tokens.length < 2) return 1
    if ((tellsDeath && phrase.tellsDeath) || holds(text, phrase.tokens)) return 1
    return phrase.tokens.every(word => text.some(token => agree(token, word))) ? ASK_BACK : 0
  }
  return phrase => Math.min(most(phrase), reach(phrase))
}
