import { ABILITIES, type Condition, FACTS } from '../schema/condition.ts'
import type { Guide, Step } from '../schema/guide.ts'

/** The outcome of a guide whose list simply ends (design §4). */
export const PLAIN_END = 'xong'
/** The answer of whoever passed a step with "bỏ qua". */
export const SKIPPED = 'skipped'
/** Stands for everything typed that no condition names. */
const OTHER = '(điều khác)'
/** More combinations than this are not tried; a guide that has them is beyond what people can follow anyhow. */
const MOST_STATES = 20_000

/** How often something holds over all the ways that people's answers can go. */
export type Holding = 'never' | 'sometimes' | 'always'

export type Ways = {
  /** For each step: whether anybody can come to it, and how its condition and its items' conditions fare there. */
  readonly steps: readonly {
    reached: boolean
    holding: Holding
    items: readonly Holding[]
    emptyList: boolean
  }[]
  readonly outcomes: ReadonlySet<string>
}

/** What a guide can end in; null where that is unknown (missing, or part of a circle). */
export type OutcomesOf = (guide: string) => ReadonlySet<string> | null

/**
 * Walks a guide with every combination of answers that its conditions can tell apart, and every outcome of the
 * guides it uses. Exact; null where there are too many combinations to try. A condition counts as always true
 * only if it is so for people whom an earlier `finish` let go as well: the last of several finishes may well
 * name its outcome.
 */
export function waysThrough(guide: Guide, outcomesOf: OutcomesOf): Ways | null {
  const values = valuesNamed(guide)
  let states = startingStates(values)
  const outcomes = new Set<string>()
  const steps: Ways['steps'][number][] = []
  for (const [index, step] of guide.steps.entries()) {
    const open = states.filter(state => !state.ended)
    const here = open.filter(state => holds(step.when, state.values))
    steps.push({
      reached: open.length > 0,
      holding: here.length === 0 ? 'never' : holdingIn(step.when, states),
      items: step.kind === 'prepare' ? step.items.map(item => holdingIn(item.when, here)) : [],
      emptyList:
        step.kind === 'prepare' &&
        here.some(state => step.items.every(item => !holds(item.when, state.values))),
    })
    if (step.kind === 'finish' && here.length > 0) outcomes.add(step.outcome)
    const next = states.flatMap(state => stepOn(state, step, values, outcomesOf))
    states = unique(next, subjectsAfter(guide, index))
    if (states.length > MOST_STATES) return null
  }
  if (states.some(state => !state.ended)) outcomes.add(PLAIN_END)
  return { steps, outcomes }
}

/** What can be the answer of a step as a condition sees it; null where conditions cannot ask about it. */
export function answersOf(step: Step, named: readonly string[], outcomesOf: OutcomesOf): string[] | null {
  const skipped = 'skippable' in step && step.skippable ? [SKIPPED] : []
  switch (step.kind) {
    case 'ask':
      return [...Object.keys(step.options), ...skipped]
    case 'enter':
      return step.as === 'trang-thai' ? [...STATUS_CODES, ...skipped] : [...typed(named), ...skipped]
    case 'use':
      return [...(outcomesOf(step.guide) ?? named)]
    default:
      return null
  }
}

/** Anything can be typed: what conditions name, and the rest. */
function typed(named: readonly string[]): Set<string> {
  return new Set([...named.filter(value => value !== SKIPPED), OTHER])
}

const STATUS_CODES = Array.from({ length: 10 }, (_, index) => String(index + 1))

/** Facts and abilities with what they can be. */
export const GIVEN: { readonly [subject: string]: readonly string[] } = { ...FACTS, ...ABILITIES }

/** Every subject of a condition with the values that it is compared with. */
export function comparisonsIn(
  condition: Condition | undefined,
): { subject: string; values: readonly string[] }[] {
  if (!condition) return []
  if (condition.kind === 'is') return [condition]
  return condition.kind === 'not' ? comparisonsIn(condition.of) : condition.of.flatMap(comparisonsIn)
}

/** The conditions of a step and of its items, with the way to them. */
export function conditionsOf(step: Step): { path: (string | number)[]; when: Condition | undefined }[] {
  const items = step.kind === 'prepare' ? step.items : []
  return [
    { path: ['when'], when: step.when },
    ...items.map((item, index) => ({ path: ['items', index, 'when'], when: item.when })),
  ]
}

type State = { values: ReadonlyMap<string, string>; ended: boolean }
type Named = ReadonlyMap<string, readonly string[]>

function valuesNamed(guide: Guide): Named {
  const named = new Map<string, string[]>()
  for (const step of guide.steps)
    for (const { when } of conditionsOf(step))
      for (const { subject, values } of comparisonsIn(when))
        named.set(subject, [...(named.get(subject) ?? []), ...values])
  return named
}

/** Every combination of the facts and abilities that the guide asks about; a fact may be unknown. */
function startingStates(named: Named): State[] {
  let states: State[] = [{ values: new Map(), ended: false }]
  for (const [subject, values] of Object.entries(GIVEN)) {
    if (!named.has(subject)) continue
    const unknown = subject in FACTS ? states : []
    states = [...unknown, ...states.flatMap(state => values.map(value => withValue(state, subject, value)))]
  }
  return states
}

function stepOn(state: State, step: Step, named: Named, outcomesOf: OutcomesOf): State[] {
  if (!holds(step.when, state.values)) return [state]
  if (step.kind === 'finish') return [{ ...state, ended: true }]
  const asked = named.get(step.id)
  const answers = asked && answersOf(step, asked, outcomesOf)
  return answers ? answers.map(answer => withValue(state, step.id, answer)) : [state]
}

function withValue(state: State, subject: string, value: string): State {
  return { ...state, values: new Map(state.values).set(subject, value) }
}

function subjectsAfter(guide: Guide, index: number): ReadonlySet<string> {
  const later = guide.steps.slice(index + 1).flatMap(conditionsOf)
  return new Set(later.flatMap(({ when }) => comparisonsIn(when).map(({ subject }) => subject)))
}

/** Keeps what later steps ask about, and each combination of it once. */
function unique(states: readonly State[], wanted: ReadonlySet<string>): State[] {
  const kept = new Map<string, State>()
  for (const { values, ended } of states) {
    const rest = [...values].filter(([subject]) => wanted.has(subject))
    kept.set(JSON.stringify([ended, rest.toSorted()]), { values: new Map(rest), ended })
  }
  return [...kept.values()]
}

function holdingIn(condition: Condition | undefined, states: readonly State[]): Holding {
  const count = states.filter(state => holds(condition, state.values)).length
  return count === 0 ? 'never' : count === states.length ? 'always' : 'sometimes'
}

function holds(condition: Condition | undefined, values: ReadonlyMap<string, string>): boolean {
  if (!condition) return true
  switch (condition.kind) {
    case 'is':
      return condition.values.includes(values.get(condition.subject) ?? '')
    case 'not':
      return !holds(condition.of, values)
    case 'all':
      return condition.of.every(part => holds(part, values))
    case 'any':
      return condition.of.some(part => holds(part, values))
  }
}
