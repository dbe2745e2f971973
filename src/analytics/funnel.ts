import type { Knowledge } from '../catalogue/knowledge.ts'
import type { VisitCount } from '../store/records/figures.ts'

/** Where people enter and leave a guide, step by step. For every step, entered = sum of exits + open. */
export type Funnel = { guide: string; title: string; steps: FunnelStep[] }

export type FunnelStep = {
  path: string
  title: string
  /** The person left for the portal here: whoever left without a word is "chưa rõ kết quả", not a drop-off. */
  outside: boolean
  entered: number
  open: number
  /** By exit: answered, skipped, back, jumped, restarted, updated, handed_off, left, erased. */
  exits: { [exit: string]: number }
  /** By obstacle's label, most named first. */
  obstacles: [label: string, count: number][]
}

/** Makes a funnel of counted visits. Steps stand in the order of the content; those that are gone come last. */
export function funnelOf(knowledge: Knowledge, guideId: string, counts: readonly VisitCount[]): Funnel {
  const known = stepsOf(knowledge, guideId, '')
  const paths = [...new Set([...known.keys(), ...counts.map(({ path }) => path)])]
  const steps = paths.map(path =>
    stepFunnel(
      path,
      known.get(path),
      counts.filter(count => count.path === path),
    ),
  )
  const title = knowledge.guides.get(guideId)?.title ?? guideId
  return { guide: guideId, title, steps: steps.filter(step => step.entered > 0) }
}

type Known = { title: string; outside: boolean; obstacles: ReadonlyMap<string, string> }

function stepFunnel(path: string, known: Known | undefined, counts: readonly VisitCount[]): FunnelStep {
  const exits: { [exit: string]: number } = {}
  const obstacles = new Map<string, number>()
  let open = 0
  for (const { exit, obstacle, count } of counts) {
    if (exit === null) open += count
    else exits[exit] = (exits[exit] ?? 0) + count
    if (obstacle !== null) {
      const label = known?.obstacles.get(obstacle) ?? obstacle
      obstacles.set(label, (obstacles.get(label) ?? 0) + count)
    }
  }
  return {
    path,
    title: known?.title ?? path,
    outside: known?.outside ?? false,
    entered: counts.reduce((sum, { count }) => sum + count, 0),
    open,
    exits,
    obstacles: [...obstacles].sort(([, a], [, b]) => b - a),
  }
}

function stepsOf(knowledge: Knowledge, guideId: string, prefix: string): Map<string, Known> {
  const steps = new Map<string, Known>()
  for (const step of knowledge.guides.get(guideId)?.steps ?? []) {
    const path = prefix + step.id
    if (step.kind === 'use')
      for (const entry of stepsOf(knowledge, step.guide, `${path}/`)) steps.set(...entry)
    else if (step.kind !== 'finish')
      steps.set(path, {
        title: step.title ?? step.text.split('\n')[0] ?? path,
        outside: step.outside,
        obstacles: new Map(step.obstacles.map(({ id, label }) => [id, label])),
      })
  }
  return steps
}
