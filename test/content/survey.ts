import type { Knowledge, KnownGuide } from '../../src/catalogue/knowledge.ts'
import type { Choice, Conversation } from '../../src/guidance/conversation.ts'
import type { Outcome, Reply } from '../../src/guidance/outcome.ts'
import { type Place, replay } from '../../src/guidance/walk/replay.ts'
import { stepText } from '../../src/guidance/words.ts'
import { Walker } from '../guidance/walk.ts'
import { faultsOf } from './sayable.ts'

/** One answer on a way: a choice by its value, or a typed value. */
type Move = { path: string; value: string; typed: boolean }
type Facts = { readonly [fact: string]: string }

/** Read as the engine reads what people type at an `enter` step. */
const TYPED = {
  'ma-ho-so': ['000.00.04.H51-200221-0001'],
  'trang-thai': ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
  ngay: ['2026-07-15'],
  so: ['2'],
}

/**
 * Walks every way through a guide with the real engine, depth first over the answers on the screen. A guide that
 * is used is walked in full on its own; inside another it is walked by one way for each outcome.
 */
export class Survey {
  walks = 0
  /** `guide/step`, `guide/step/obstacle` and `guide/finish` that somebody came to. */
  readonly steps = new Set<string>()
  readonly obstacles = new Set<string>()
  readonly finishes = new Set<string>()
  /** What went wrong, each with the way that led there. */
  readonly faults = new Set<string>()
  private readonly knowledge: Knowledge
  private readonly facts: Facts
  private readonly ways = new Map<string, ReadonlyMap<string, readonly Move[]>>()

  constructor(knowledge: Knowledge, facts: Facts) {
    this.knowledge = knowledge
    this.facts = facts
  }

  /** One way to each outcome of a guide, after all of them were walked. */
  waysOf(guide: KnownGuide): ReadonlyMap<string, readonly Move[]> {
    const known = this.ways.get(guide.id)
    if (known) return known
    const found = new Map<string, readonly Move[]>()
    this.follow(this.start(guide), guide, found)
    this.ways.set(guide.id, found)
    return found
  }

  /** The longest way, found by the engine's own count; it must be exactly as long as was told at its start. */
  walkLongest(guide: KnownGuide): void {
    let spot = this.start(guide)
    const told = spot.total
    for (let at = spot.place(this.knowledge); at; at = spot.place(this.knowledge)) {
      const next = movesAt(spot.conversation, at).map(move => this.through(spot, [move], guide))
      spot = next.reduce((longest, other) => (other.total > longest.total ? other : longest))
    }
    if (spot.moves.length !== told)
      this.fault(spot, guide, `was to take ${told} steps at most, takes ${spot.moves.length}`)
  }

  private start(guide: KnownGuide): Spot {
    const walker = new Walker(this.knowledge)
    walker.conversation.facts.minh = { ...this.facts }
    const spot = new Spot(walker, walker.start(guide.id), null, [])
    this.check(spot, guide)
    return spot
  }

  private follow(spot: Spot, guide: KnownGuide, found: Map<string, readonly Move[]>): void {
    const at = spot.place(this.knowledge)
    if (!at) return this.arrive(spot, guide, found)
    const [first = ''] = at.path.split('/')
    const used = guide.steps.find(step => step.id === first)
    const inner = used?.kind === 'use' ? this.knowledge.guides.get(used.guide) : undefined
    if (inner) {
      for (const way of this.waysOf(inner).values()) {
        const prefixed = way.map(move => ({ ...move, path: `${first}/${move.path}` }))
        this.follow(this.through(spot, prefixed, guide), guide, found)
      }
      return
    }
    if (!this.steps.has(`${guide.id}/${at.step.id}`)) this.lookAround(spot, at, guide)
    this.steps.add(`${guide.id}/${at.step.id}`)
    for (const move of movesAt(spot.conversation, at))
      this.follow(this.through(spot, [move], guide), guide, found)
  }

  private through(from: Spot, moves: readonly Move[], guide: KnownGuide): Spot {
    let spot = from
    for (const move of moves) {
      spot = spot.take(move)
      this.check(spot, guide)
    }
    return spot
  }

  private arrive(spot: Spot, guide: KnownGuide, found: Map<string, readonly Move[]>): void {
    this.walks++
    const { ended } = spot.conversation
    const end = ended ? replay(this.knowledge, ended).end : null
    if (!end?.finish || spot.conversation.runs.length > 0) return this.fault(spot, guide, 'ends in no finish')
    this.finishes.add(`${guide.id}/${end.finish.id}`)
    if (!found.has(end.outcome)) found.set(end.outcome, spot.moves)
  }

  /** What happens beside the way: each obstacle of a step, and a checklist ticked paper by paper. */
  private lookAround(spot: Spot, { step, path }: Place, guide: KnownGuide): void {
    const procedure = this.knowledge.procedures.get(guide.procedure ?? '')
    const stuck = spot.conversation.prompt.find(({ action }) => action.do === 'stuck')
    const list = stuck ? spot.tap(stuck) : null
    if (list) this.check(list, guide)
    for (const obstacle of step.obstacles) {
      const choice = list?.conversation.prompt.find(
        ({ action }) => action.do === 'obstacle' && action.obstacle === obstacle.id,
      )
      const helped = choice && list?.tap(choice)
      if (!helped) continue
      this.check(helped, guide)
      const help = stepText(this.knowledge, obstacle.help, procedure)
      if (helped.replies.some(reply => reply.text.includes(help)))
        this.obstacles.add(`${guide.id}/${step.id}/${obstacle.id}`)
    }
    if (step.kind !== 'prepare') return
    let ticking = spot
    for (let paper = ticking.unticked(path); paper; paper = ticking.unticked(path)) {
      ticking = ticking.tap(paper)
      this.check(ticking, guide)
    }
    if (ticking.place(this.knowledge)?.path === path) this.fault(ticking, guide, 'is ticked off and stays')
  }

  private check(spot: Spot, guide: KnownGuide): void {
    if (!spot.replies.at(-1)?.choices.length) this.fault(spot, guide, 'leaves no way on')
    for (const reply of spot.replies) for (const wrong of faultsOf(reply)) this.fault(spot, guide, wrong)
    if (spot.total > spot.promised)
      this.fault(spot, guide, `was to take ${spot.promised} steps at most, now ${spot.total}`)
  }

  private fault(spot: Spot, guide: KnownGuide, what: string): void {
    const way = spot.moves.map(({ path, value }) => `${path}=${value}`).join(' ')
    this.faults.add(`${guide.id} [${way}]: ${what}`)
  }
}

/** A place on a way. Never changed: every move makes a new one, so that ways can part from it. */
class Spot {
  readonly conversation: Conversation
  readonly replies: readonly Reply[]
  /** How many steps the whole walk takes at most, as was told on the way to here, and as is told here. */
  readonly promised: number
  readonly total: number
  readonly moves: readonly Move[]
  private readonly walker: Walker

  constructor(walker: Walker, outcome: Outcome, before: Spot | null, moves: readonly Move[]) {
    this.walker = walker
    this.conversation = outcome.conversation
    this.replies = outcome.replies
    this.moves = moves
    const progress = outcome.replies.find(reply => reply.progress)?.progress
    this.promised = before ? Math.min(before.promised, before.total) : Number.POSITIVE_INFINITY
    this.total = progress ? progress.step + progress.atMost : moves.length
  }

  place(knowledge: Knowledge): Place | null {
    const run = this.conversation.runs.find(({ id }) => id === this.conversation.current)
    return run ? replay(knowledge, run).at : null
  }

  tap(choice: Choice): Spot {
    return new Spot(this.back().walker, this.walker.tap(choice), this, this.moves)
  }

  take(move: Move): Spot {
    const choice = this.conversation.prompt.find(
      ({ action }) => action.do === 'answer' && action.path === move.path && action.value === move.value,
    )
    if (!choice && !move.typed) throw new Error(`${move.path} cannot be answered with ${move.value}`)
    const { walker } = this.back()
    const taken = choice
      ? walker.tap(choice)
      : walker.take({
          kind: 'said',
          intents: [{ kind: 'value', value: move.value }],
          sensitive: false,
        })
    // The step stands under what was found.
    const outcome = taken.jobs.some(({ kind }) => kind === 'lookup')
      ? walker.take({ kind: 'jobDone', job: { kind: 'lookup', result: FOUND } })
      : taken
    return new Spot(walker, outcome, this, [...this.moves, move])
  }

  unticked(path: string): Choice | undefined {
    return this.conversation.prompt.find(
      ({ action, title }) => action.do === 'tick' && action.path === path && !title.startsWith('☑'),
    )
  }

  private back(): Spot {
    this.walker.conversation = this.conversation
    return this
  }
}

const FOUND = { kind: 'found', status: 4, example: true } as const

function movesAt(conversation: Conversation, { step, path }: Place): Move[] {
  const shown = conversation.prompt.flatMap(({ action }): Move[] =>
    action.do === 'answer' && action.path === path ? [{ path, value: action.value, typed: false }] : [],
  )
  const typed = step.kind === 'enter' ? TYPED[step.as] : []
  return [...shown, ...typed.map(value => ({ path, value, typed: true }))]
}
