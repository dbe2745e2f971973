import type { Knowledge, KnownGuide } from '../../catalogue/knowledge.ts'
import type { Item, Step, StepOf } from '../../catalogue/schema/guide.ts'
import type { Answer, Run } from '../conversation.ts'
import { holds, type Scope, subjectsOf } from './conditions.ts'
import { scopeOver } from './scope.ts'

/** A step that a person stands at or has answered; `use` and `finish` are passed through, never stood at. */
export type WalkStep = Exclude<Step, StepOf<'use'> | StepOf<'finish'>>

export type Place = {
  /** Step ids from the root guide down: `nop-ho-so/tai-khoan/sim`. */
  path: string
  step: WalkStep
  /** The guide that owns the step. */
  guide: KnownGuide
  /** Answers of the owning guide, for the step's own items. */
  scope: Scope
}

export type Answered = Place & { answer: Answer }

export type Replayed = {
  /** What has been answered on the way to where the person stands, in the order of the path. */
  trail: Answered[]
  /** Unanswered tell and do steps that somebody has already walked past. */
  passed: ReadonlySet<string>
  /** Outcomes of the used guides that were walked to their end, by path. */
  outcomes: ReadonlyMap<string, string>
} & (
  | { at: Place; end: null }
  /** The end of the root guide. */
  | { at: null; end: { outcome: string; finish: StepOf<'finish'> | null } }
)

/** The outcome of a guide whose list simply ends. */
export const PLAIN_END = 'xong'
/** Outcomes of guides that mean that a dossier was handed in. */
export const HANDED_IN: ReadonlySet<string> = new Set(['da-nop', 'nop-truc-tiep'])

/**
 * Finds where a person stands: the first step whose condition holds and whose answer is missing (design §4).
 *
 * A tell or do step without an answer is passed over if a later answer on the path is younger than everything
 * that the step's condition rests on: then the step is new to the content and the person is beyond it. If it
 * is older, an earlier answer was changed, and the step belongs to the way that was just chosen.
 */
export function replay(knowledge: Knowledge, run: Pick<Run, 'guide' | 'answers' | 'facts'>): Replayed {
  const root = knowledge.guides.get(run.guide)
  if (!root)
    return {
      trail: [],
      passed: new Set(),
      outcomes: new Map(),
      at: null,
      end: { outcome: PLAIN_END, finish: null },
    }
  const walk = new Walk(knowledge, run)
  const stopped = walk.through(root, '', 0)
  const gap = walk.gaps.find(
    open => !walk.trail.slice(open.behind).some(later => later.answer.order > open.youngest),
  )
  const stop = gap ?? (stopped.kind === 'at' ? { place: stopped.place, behind: walk.trail.length } : null)
  const { outcomes } = walk
  const passed = new Set<string>()
  for (const open of walk.gaps) {
    if (open === gap) break
    passed.add(open.place.path)
  }
  if (stop) return { trail: walk.trail.slice(0, stop.behind), passed, outcomes, at: stop.place, end: null }
  const end = stopped.kind === 'end' ? stopped : { outcome: PLAIN_END, finish: null }
  return { trail: walk.trail, passed, outcomes, at: null, end: { outcome: end.outcome, finish: end.finish } }
}

/** The step at a path, whether or not the answers lead there; undefined where the content has none. */
export function stepAt(
  knowledge: Knowledge,
  guideId: string,
  path: string,
): { step: WalkStep; guide: KnownGuide } | undefined {
  const [first, ...rest] = path.split('/')
  const guide = knowledge.guides.get(guideId)
  const step = guide?.steps.find(({ id }) => id === first)
  if (!guide || !step || step.kind === 'finish') return undefined
  if (step.kind === 'use') return rest.length > 0 ? stepAt(knowledge, step.guide, rest.join('/')) : undefined
  return rest.length === 0 ? { step, guide } : undefined
}

/** The answer if it still answers this step as the content has it now (design §4), else undefined. */
export function validAnswer(step: WalkStep, answer: Answer | undefined): Answer | undefined {
  if (!answer || answer.kind !== step.kind || answer.revision !== step.revision) return undefined
  if (step.kind === 'ask' && answer.value !== 'skipped' && !Object.hasOwn(step.options, answer.value))
    return undefined
  return answer
}

/** The items of a checklist that concern this person. */
export function visibleItems(step: StepOf<'prepare'>, scope: Scope): Item[] {
  return step.items.filter(item => holds(item.when, scope))
}

type Stopped =
  | { kind: 'at'; place: Place }
  | { kind: 'end'; outcome: string; finish: StepOf<'finish'> | null; youngest: number }

/** A tell or do step without an answer: `behind` answers come before it on the path. */
type Gap = { place: Place; behind: number; youngest: number }

class Walk {
  readonly trail: Answered[] = []
  readonly gaps: Gap[] = []
  /** Outcomes of the used guides that were walked to their end, by path. */
  readonly outcomes = new Map<string, string>()
  private readonly knowledge: Knowledge
  private readonly run: Pick<Run, 'answers' | 'facts'>

  constructor(knowledge: Knowledge, run: Pick<Run, 'answers' | 'facts'>) {
    this.knowledge = knowledge
    this.run = run
  }

  /** `youngest`: the order of the latest answer that being in this guide at all rests on. */
  through(guide: KnownGuide, prefix: string, youngest: number): Stopped {
    const values = new Map<string, { value: string; order: number }>()
    const scope = scopeOver(this.knowledge, this.run.facts, subject => values.get(subject)?.value)
    let latest = youngest
    for (const step of guide.steps) {
      if (!holds(step.when, scope)) continue
      const rests = Math.max(
        youngest,
        ...subjectsOf(step.when).map(subject => values.get(subject)?.order ?? 0),
      )
      if (step.kind === 'finish')
        return { kind: 'end', outcome: step.outcome, finish: step, youngest: Math.max(rests, latest) }
      const path = prefix + step.id
      if (step.kind === 'use') {
        const used = this.knowledge.guides.get(step.guide)
        if (!used) continue
        const stopped = this.through(used, `${path}/`, rests)
        if (stopped.kind === 'at') return stopped
        values.set(step.id, { value: stopped.outcome, order: stopped.youngest })
        this.outcomes.set(path, stopped.outcome)
        latest = Math.max(latest, stopped.youngest)
        continue
      }
      const place: Place = { path, step, guide, scope }
      const answer = validAnswer(step, this.run.answers[path])
      if (answer && isComplete(step, answer, scope)) {
        this.trail.push({ ...place, answer })
        values.set(step.id, { value: answer.value, order: answer.order })
        latest = Math.max(latest, answer.order)
      } else if (step.kind === 'tell' || step.kind === 'do') {
        this.gaps.push({ place, behind: this.trail.length, youngest: rests })
      } else {
        return { kind: 'at', place }
      }
    }
    return { kind: 'end', outcome: PLAIN_END, finish: null, youngest: latest }
  }
}

/** Whether an item of a checklist has been ticked. */
export function isTicked(answer: Answer | undefined, item: string): boolean {
  return answer?.ticks?.some(tick => tick.item === item) ?? false
}

/** A checklist is done when it was left, or when everything on it is ticked. */
function isComplete(step: WalkStep, answer: Answer, scope: Scope): boolean {
  if (step.kind !== 'prepare' || answer.value !== '') return true
  return visibleItems(step, scope).every(item => isTicked(answer, item.id))
}
