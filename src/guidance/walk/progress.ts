import type { Knowledge, KnownGuide } from '../../catalogue/knowledge.ts'
import type { Step } from '../../catalogue/schema/guide.ts'
import type { Run } from '../conversation.ts'
import type { Progress } from '../outcome.ts'
import { holds, subjectsOf } from './conditions.ts'
import { isGiven } from './given.ts'
import { PLAIN_END, type Replayed, validAnswer } from './replay.ts'
import { scopeOver } from './scope.ts'

/**
 * "Bước 3, còn nhiều nhất 4": how many steps were walked, and how many can follow this one at the most, over
 * every way that the answers still open could go; what was given before the run is no step. Exact, so it only grows when an answer or the content does.
 * Null at the end.
 */
export function progressOf(knowledge: Knowledge, run: Run, replayed: Replayed): Progress | null {
  const root = knowledge.guides.get(run.guide)
  if (!root || !replayed.at) return null
  const given = Object.keys(run.answers).filter(path => run.answers[path] && isGiven(run.answers[path]))
  const behind = new Set([...replayed.trail.map(place => place.path), ...replayed.passed, ...given])
  const search = new LongestWay(knowledge, run, behind)
  const lengths = search.ways(root, '')
  const longest = Math.max(0, ...lengths.values())
  const walked = replayed.trail.filter(({ answer }) => !isGiven(answer)).length
  return { step: walked + 1, atMost: Math.max(0, longest - 1), title: root.title }
}

/** The greatest number of open steps on a way to each outcome. */
type Ways = ReadonlyMap<string, number>

const untouched = new WeakMap<Knowledge, Map<string, Ways>>()

class LongestWay {
  private readonly knowledge: Knowledge
  private readonly run: Run
  private readonly behind: ReadonlySet<string>

  constructor(knowledge: Knowledge, run: Run, behind: ReadonlySet<string>) {
    this.knowledge = knowledge
    this.run = run
    this.behind = behind
  }

  /** A guide that nobody has entered yet has the same ways for everybody with the same facts: worked out once. */
  ways(guide: KnownGuide, prefix: string): Ways {
    const find = () => this.from(guide, prefix, 0, new Map(), new Map())
    if ([...this.behind].some(path => path.startsWith(prefix))) return find()
    const known = untouched.get(this.knowledge) ?? new Map<string, Ways>()
    untouched.set(this.knowledge, known)
    const key = `${guide.id} ${JSON.stringify(this.run.facts)}`
    const ways = known.get(key) ?? find()
    known.set(key, ways)
    return ways
  }

  /** From step `index` on, with `values` as answered so far; only values that a later step asks about are kept. */
  private from(
    guide: KnownGuide,
    prefix: string,
    index: number,
    values: ReadonlyMap<string, string>,
    memo: Map<string, Ways>,
  ): Ways {
    const step = guide.steps[index]
    if (!step) return new Map([[PLAIN_END, 0]])
    const kept = keepOnly(values, askedFrom(guide, index))
    const key = `${index} ${JSON.stringify([...kept])}`
    const known = memo.get(key)
    if (known) return known
    const found = this.step(guide, prefix, index, step, kept, memo)
    memo.set(key, found)
    return found
  }

  private step(
    guide: KnownGuide,
    prefix: string,
    index: number,
    step: Step,
    values: ReadonlyMap<string, string>,
    memo: Map<string, Ways>,
  ): Ways {
    const next = (more: ReadonlyMap<string, string>) => this.from(guide, prefix, index + 1, more, memo)
    if (
      !holds(
        step.when,
        scopeOver(this.knowledge, this.run.facts, subject => values.get(subject)),
      )
    )
      return next(values)
    if (step.kind === 'finish') return new Map([[step.outcome, 0]])
    const branches = askedFrom(guide, index + 1).has(step.id)
    if (step.kind === 'use') {
      const used = this.knowledge.guides.get(step.guide)
      if (!used) return next(values)
      const inner = this.ways(used, `${prefix}${step.id}/`)
      if (!branches) return longer(next(values), Math.max(0, ...inner.values()))
      return merge(
        [...inner].map(([outcome, length]) => longer(next(withValue(values, step.id, outcome)), length)),
      )
    }
    const path = prefix + step.id
    const behind = this.behind.has(path)
    const cost = behind ? 0 : 1
    if (!branches) return longer(next(values), cost)
    const answer = validAnswer(step, this.run.answers[path])
    const open = behind && answer ? [answer.value] : possibleValues(step)
    return merge(open.map(value => longer(next(withValue(values, step.id, value)), cost)))
  }
}

/** What a step can be answered with, as far as conditions can tell. */
function possibleValues(step: Step): string[] {
  switch (step.kind) {
    case 'ask':
      return step.skippable ? [...Object.keys(step.options), 'skipped'] : Object.keys(step.options)
    case 'prepare':
      return ['all', 'missing', '']
    case 'enter':
      return step.as === 'trang-thai'
        ? ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', 'skipped']
        : ['entered', 'skipped']
    default:
      return ['done', 'skipped']
  }
}

const asked = new WeakMap<KnownGuide, Set<string>[]>()

/** The subjects that steps from `index` on ask about; worked out once a guide. */
function askedFrom(guide: KnownGuide, index: number): ReadonlySet<string> {
  let sets = asked.get(guide)
  if (!sets) {
    sets = [new Set()]
    for (const step of guide.steps.toReversed()) {
      const items = step.kind === 'prepare' ? step.items.flatMap(item => subjectsOf(item.when)) : []
      sets.unshift(new Set([...(sets[0] ?? []), ...subjectsOf(step.when), ...items]))
    }
    asked.set(guide, sets)
  }
  return sets[index] ?? new Set()
}

function keepOnly(
  values: ReadonlyMap<string, string>,
  names: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  return new Map([...values].filter(([name]) => names.has(name)))
}

function withValue(
  values: ReadonlyMap<string, string>,
  name: string,
  value: string,
): ReadonlyMap<string, string> {
  return new Map(values).set(name, value)
}

function longer(ways: Ways, by: number): Ways {
  return by === 0 ? ways : new Map([...ways].map(([outcome, length]) => [outcome, length + by]))
}

function merge(all: Ways[]): Ways {
  const merged = new Map<string, number>()
  for (const ways of all)
    for (const [outcome, length] of ways) merged.set(outcome, Math.max(length, merged.get(outcome) ?? 0))
  return merged
}
