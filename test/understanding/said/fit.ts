import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildIndex } from '../../../src/understanding/build.ts'
import { hear } from '../../../src/understanding/questions.ts'
import {
  chanceOf,
  type Heard,
  signsOfSureness,
  signsOfTopics,
  weigh,
} from '../../../src/understanding/ranking/ranking.ts'
import type { Meant } from '../../../src/understanding/topics.ts'
import { contentKnowledge } from '../../content-knowledge.ts'
import { keyOf, readSaid, type Said } from './said.ts'

/**
 * `npm run understanding:fit`: learns from the development set how much each sign counts (src/understanding/ranking/ranking.ts), and writes
 * src/understanding/ranking/weights.ts. What is kept aside is never read. The same set and content give the same file.
 */
const PARTS = 5
const knowledge = contentKnowledge('khong')
const index = buildIndex(knowledge)

type Example = {
  readonly heard: Heard
  readonly isRight: (topic: number) => boolean
  readonly means: Said['means']
}

const examples = readSaid('dev').map((said): Example => {
  const { told, ...heard } = hear(index, index.read(said.text))
  if (!told) throw new Error('The content has nobody’s voice to learn from.')
  return {
    heard: { ...heard, told },
    isRight: topic => fits(said, index.lexicon.topics[topic]?.ref),
    means: said.means,
  }
})

/** What is no question about a topic is rightly taken for what it is. */
function fits(said: Said, ref: Meant | undefined): boolean {
  if (!ref) return false
  if (said.means === 'topic') return said.right.includes(keyOf(knowledge, ref))
  if (said.means === 'ambiguous') return ref.kind === 'clarify'
  if (said.means === 'swindle') return ref.id === 'lua-dao'
  const kind = ref.kind === 'beyond' ? knowledge.beyond.get(ref.id)?.kind : undefined
  return said.means === 'emergency' ? kind === 'emergency' : kind === 'outside' || kind === 'chatter'
}

/** Conditional logistic regression over two signs: the right topics against the others. */
function fitRanking(some: readonly Example[]): { like: number; log: number } {
  const cases = some.map(({ heard, isRight }) =>
    signsOfTopics(heard).map(({ topic, like, log }) => ({ like, log, right: isRight(topic) })),
  )
  const solvable = cases.filter(topics => topics.some(({ right }) => right))
  let like = 3
  let log = 1
  for (let step = 0; step < 500; step++) {
    let byLike = 0
    let byLog = 0
    for (const topics of solvable) {
      const weights = topics.map(one => Math.exp(like * one.like + log * one.log))
      const all = sum(weights)
      const right = sum(weights.filter((_, at) => topics[at]?.right))
      for (const [at, one] of topics.entries()) {
        const pull = (one.right ? (weights[at] ?? 0) / right : 0) - (weights[at] ?? 0) / all
        byLike += pull * one.like
        byLog += pull * one.log
      }
    }
    like += (2 * byLike) / solvable.length
    log += (0.5 * byLog) / solvable.length
  }
  return { like, log }
}

/** Logistic regression with a light hand on large weights: is the best of the ranking right? */
function fitSureness(some: readonly Example[], ranking: { like: number; log: number }): number[] {
  const rows = some.map(({ heard, isRight }) => {
    const { ranked } = weigh(heard, { ...ranking, sure: [] })
    return { signs: signsOfSureness(ranked, heard), right: isRight(ranked[0]?.topic ?? -1) }
  })
  const weights = Array.from({ length: rows[0]?.signs.length ?? 0 }, () => 0)
  for (let step = 0; step < 4000; step++) {
    const pull = weights.map((weight, at) => (at === 0 ? 0 : -LIGHT * weight))
    for (const { signs, right } of rows) {
      const slip = (right ? 1 : 0) - chanceOf(signs, weights)
      for (const [at, sign] of signs.entries()) pull[at] = (pull[at] ?? 0) + (slip * sign) / rows.length
    }
    for (const [at, by] of pull.entries()) weights[at] = (weights[at] ?? 0) + 0.5 * by
  }
  return weights
}
const LIGHT = 0.0005

/** How a fit does on what it was not fitted to. */
function crossCheck(): void {
  const judged = Array.from({ length: PARTS }, (_, part) => {
    const others = examples.filter((_, at) => at % PARTS !== part)
    const ranking = fitRanking(others)
    const weights = { ...ranking, sure: fitSureness(others, ranking) }
    return examples
      .filter((_, at) => at % PARTS === part)
      .map(({ heard, isRight, means }) => {
        const { ranked, sure } = weigh(heard, weights)
        return {
          means,
          sure,
          right: isRight(ranked[0]?.topic ?? -1),
          near: ranked.slice(0, 3).some(({ topic }) => isRight(topic)),
        }
      })
  }).flat()
  const topics = judged.filter(({ means }) => means === 'topic')
  console.log(
    `first ${share(topics, one => one.right)}, among three ${share(topics, one => one.near)} of ${topics.length}`,
  )
  for (const bound of [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]) {
    const certain = judged.filter(({ sure }) => sure >= bound)
    console.log(
      `sure from ${bound}: certain ${share(judged, one => one.sure >= bound)}, certain and wrong ${share(judged, one => one.sure >= bound && !one.right)}; right of the certain ${share(certain, one => one.right)}`,
    )
  }
}

function share<T>(some: readonly T[], holds: (one: T) => boolean): string {
  return `${((100 * some.filter(holds).length) / some.length).toFixed(1)} %`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}

crossCheck()
const ranking = fitRanking(examples)
const rounded = (one: number) => Math.round(one * 1000) / 1000
const weights = {
  like: rounded(ranking.like),
  log: rounded(ranking.log),
  sure: fitSureness(examples, ranking).map(rounded),
}
writeFileSync(
  join('src', 'understanding', 'ranking', 'weights.ts'),
  `/**
 * How much each sign counts in ranking.ts. Written by \`npm run understanding:fit\`, which learned it from the ${examples.length} messages of
 * test/understanding/said/dev.tsv; nobody changes it by hand.
 */
export const WEIGHTS = {
  like: ${weights.like},
  log: ${weights.log},
  sure: [${weights.sure.join(', ')}],
} as const
`,
)
console.log(weights)
