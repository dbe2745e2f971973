import type { Chances } from '../learned/model.ts'
import type { Scored } from './score.ts'
import { WEIGHTS } from './weights.ts'

/** Best first, `score` the part of all belief that a topic gets, together 1; `sure` is the chance that the best is right, 0 to 1. */
export type Ranking = { readonly ranked: readonly Scored[]; readonly sure: number }

/** What was heard of a text: how it is like phrasings (best first), what was learned of such texts, and how many words it has. */
export type Heard = { readonly lexical: readonly Scored[]; readonly told: Chances; readonly words: number }

/** Topics that are weighed; the right one is hardly ever further behind in both lists. */
const MOST_LEARNED = 8
const MOST_LIKE = 5
/** Below this a chance is as good as none. */
const LEAST_LOG = -9
/** Of so few words each counts that nobody has ever used for any topic. */
const FEW_WORDS = 8
const BARE_WORDS = 3
const LIKE_ENOUGH = 0.6
/** Where all that was learned points to one topic the few words may be asked about, never answered. */
const HARDLY_ELSE = 0.95
const HALF_SAID = 0.45

export type Weights = { readonly like: number; readonly log: number; readonly sure: readonly number[] }

/** What was learned and what the phrasings say, weighed together. `told` has a last class for nothing at all, which is no topic. */
export function weigh(heard: Heard, weights: Weights = WEIGHTS): Ranking {
  const weighed = signsOfTopics(heard).map(({ topic, like, log }) => ({
    topic,
    like,
    weight: weights.like * like + weights.log * log,
  }))
  const most = Math.max(...weighed.map(({ weight }) => weight))
  const parts = weighed.map(({ topic, like, weight }) => ({ topic, like, part: Math.exp(weight - most) }))
  const sum = parts.reduce((total, { part }) => total + part, 0)
  const ranked = parts
    .map(({ topic, like, part }) => ({ topic, like, score: part / sum }))
    .sort((a, b) => b.score - a.score || a.topic - b.topic)
  return {
    ranked,
    sure: chanceOf(signsOfSureness(ranked, heard), weights.sure) * meansSomething(ranked, heard),
  }
}

/**
 * Less than 1 where the text is likelier about nothing at all than about the best topic, or for a few words that are like no
 * phrasing ("chuyển rồi").
 */
function meansSomething([best]: readonly Scored[], { told: { of }, words }: Heard): number {
  if (!best) return 0
  if (words <= BARE_WORDS && best.like < LIKE_ENOUGH) return best.score >= HARDLY_ELSE ? HALF_SAID : 0
  const nothing = of[of.length - 1] ?? 0
  return nothing > (of[best.topic] ?? 0) ? 1 - nothing : 1
}

/** The topics worth weighing, each with its two signs: its likeness, and the logarithm of its learned chance. */
export function signsOfTopics({ lexical, told }: Heard): { topic: number; like: number; log: number }[] {
  const likes = new Map(lexical.map(({ topic, like }) => [topic, like]))
  const topics = new Set([...likeliest(told.of), ...lexical.slice(0, MOST_LIKE).map(({ topic }) => topic)])
  topics.delete(told.of.length - 1)
  return [...topics].map(topic => ({
    topic,
    like: likes.get(topic) ?? 0,
    log: Math.max(LEAST_LOG, Math.log(told.of[topic] ?? 0)),
  }))
}

/** What tells whether the best is right; `Weights.sure` has one weight for each, in this order. */
export function signsOfSureness(ranked: readonly Scored[], { told: { of, known }, words }: Heard): number[] {
  const [best, second] = ranked
  if (!best) return []
  return [
    1,
    best.score,
    best.score - (second?.score ?? 0),
    Math.log(best.score / (1 - Math.min(best.score, 0.9999))),
    best.like,
    best.like - (second?.like ?? 0),
    of[best.topic] ?? 0,
    known,
    words <= FEW_WORDS ? 1 - known : 0,
    Math.log(1 + words),
  ]
}

export function chanceOf(signs: readonly number[], weights: readonly number[]): number {
  if (signs.length === 0) return 0
  const weight = signs.reduce((sum, sign, at) => sum + sign * (weights[at] ?? 0), 0)
  return 1 / (1 + Math.exp(-weight))
}

/** The likeliest topics by what was learned, the likeliest first. */
export function likeliest(of: Float32Array, count = MOST_LEARNED): number[] {
  const best: number[] = []
  for (let at = 0; at < of.length; at++) {
    const chance = of[at] ?? 0
    if (best.length === count && chance <= (of[best[count - 1] ?? 0] ?? 0)) continue
    let to = best.length
    while (to > 0 && chance > (of[best[to - 1] ?? 0] ?? 0)) to--
    best.splice(to, 0, at)
    if (best.length > count) best.pop()
  }
  return best
}
