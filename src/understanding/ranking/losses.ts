import type { ToldByMat } from '../deaths.ts'
import type { Chances } from '../learned/model.ts'
import { ASK_BACK, type Reach } from './neighbours.ts'
import type { Phrase } from './phrase.ts'

/** Whoever lost something is not told what to do after a death; where it is unclear, nobody is with certainty. */
export function besideLoss(told: ReturnType<ToldByMat>, reach: Reach): Reach {
  if (told === 'death' || told === null) return reach
  const most = told === 'loss' ? 0 : ASK_BACK
  return phrase => (phrase.tellsDeath ? Math.min(most, reach(phrase)) : reach(phrase))
}

/** Topics that are often named by telling of a death. */
export function deathTopics(phrases: readonly Phrase[]): ReadonlySet<number> {
  const counts = new Map<number, number>()
  for (const { topic, tellsDeath } of phrases) if (tellsDeath) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  const all = Map.groupBy(phrases, ({ topic }) => topic)
  return new Set(
    [...counts]
      .filter(([topic, count]) => count >= OFTEN * (all.get(topic)?.length ?? 0))
      .map(([topic]) => topic),
  )
}
const OFTEN = 0.08

/** In so short a text a loss that is unclear is all that is told. */
const SHORT = 5

/** The same for what was learned: where something was lost, no death is thought of. */
export function withoutDeaths(
  told: Chances,
  mat: ReturnType<ToldByMat>,
  words: number,
  deaths: ReadonlySet<number>,
): Chances {
  return mat === 'loss' || (mat === 'unclear' && words <= SHORT) ? without(told, deaths) : told
}

/** What was learned, as if there were none of these topics. */
export function without(told: Chances, topics: ReadonlySet<number>): Chances {
  return { ...told, of: told.of.map((chance, topic) => (topics.has(topic) ? 0 : chance)) }
}
