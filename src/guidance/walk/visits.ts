import type { Run } from '../conversation.ts'
import type { Exit } from '../outcome.ts'
import type { Turn } from '../turn.ts'
import { replay } from './replay.ts'

/** How long somebody may be silent before the visit counts as left (design §7). */
const LEFT_AFTER_MS = 24 * 60 * 60 * 1000

const LEAVE_CHECK = 'leave-check'

/** The step on the screen is left: closes its visit with its one exit. Nothing where none is open. */
export function leaveStep(turn: Turn, exit: Exit): void {
  closeVisit(turn, exit, turn.now)
}

/** The same, but only where the open visit is at this step: an old button must not close another's visit. */
export function leaveStepAt(turn: Turn, run: Run, path: string, exit: Exit): void {
  const { visit } = turn.conversation
  if (visit?.run === run.id && visit.path === path) leaveStep(turn, exit)
}

/**
 * Whoever is back at a step after having left opens a new visit (design §7), whatever the first words are.
 * Called before the words take effect, so that an answer given at once counts as answered.
 */
export function returnToStep(turn: Turn): void {
  const run = turn.run
  if (!run || turn.conversation.visit || !enterStep(turn)) return
  const told = turn.events.some(event => event.type === 'guide_resumed' && event.run === run.id)
  if (!told) turn.events.push({ type: 'guide_resumed', guide: run.guide, run: run.id })
}

/**
 * Brings the visits in line with where the person stands now, at the end of every turn: a visit of a place
 * that was left in no particular way is closed, and the step that was shown is entered.
 */
export function settleVisit(turn: Turn): void {
  const { conversation } = turn
  const { visit } = conversation
  const run = turn.run
  const stays = visit && run && visit.run === run.id && replay(turn.knowledge, run).at?.path === visit.path
  if (visit && !stays) leaveStep(turn, 'jumped')
  if (conversation.stepShown || turn.looksUp) enterStep(turn)
  if (conversation.visit && conversation.leaveCheckAt === null) scheduleLeaveCheck(turn)
}

/** Opens a visit where the run on the screen stands, unless one is open; tells whether it did. */
function enterStep(turn: Turn): boolean {
  const run = turn.run
  const at = run ? replay(turn.knowledge, run).at : null
  const { visit, staffSince } = turn.conversation
  if (!run || !at || visit || !turn.byPerson || staffSince !== null) return false
  run.shown = at.path
  openVisit(turn, run, at.path, at.guide.id, at.step.id)
  return true
}

/** The timer rang: closes the visit if nothing was heard for a day, as of that moment; else waits on. */
export function leaveCheck(turn: Turn): void {
  const { conversation } = turn
  conversation.leaveCheckAt = null
  if (!conversation.visit) return
  const leftAt = conversation.lastAt + LEFT_AFTER_MS
  if (turn.now >= leftAt) closeVisit(turn, 'left', leftAt)
  else scheduleLeaveCheck(turn)
}

function closeVisit(turn: Turn, exit: Exit, at: number): void {
  const { visit } = turn.conversation
  if (!visit) return
  turn.visits.push({ kind: 'closed', id: visit.id, exit, obstacle: visit.obstacle, at })
  turn.conversation.visit = null
}

function openVisit(turn: Turn, run: Run, path: string, guide: string, step: string): void {
  const id = turn.newId()
  turn.conversation.visit = { id, run: run.id, path, obstacle: null }
  turn.visits.push({
    kind: 'opened',
    id,
    run: run.id,
    rootGuide: run.guide,
    guide,
    step,
    path,
    guideVersion: run.guideVersion,
    link: run.link,
    unit: run.unit,
    at: turn.now,
  })
}

function scheduleLeaveCheck(turn: Turn): void {
  const due = turn.conversation.lastAt + LEFT_AFTER_MS
  turn.conversation.leaveCheckAt = due
  turn.jobs.push({ key: LEAVE_CHECK, kind: LEAVE_CHECK, due })
}
