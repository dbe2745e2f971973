import type { Run } from './conversation.ts'
import type { Exit } from './outcome.ts'
import { replay } from './replay.ts'
import type { Turn } from './turn.ts'

/** How long somebody may be silent before the visit counts as left (design §7). */
export const LEFT_AFTER_MS = 24 * 60 * 60 * 1000

const LEAVE_CHECK = 'leave-check'

/**
 * Brings the visits in line with where the person stands now. Called once, at the end of every turn: so a step
 * is entered exactly when it comes on the screen, and every visit is closed once, with one exit.
 */
export function settleVisit(turn: Turn): void {
  const { conversation } = turn
  const run = turn.run
  const at = run ? replay(turn.knowledge, run).at : null
  const open = conversation.visit
  const stays = open && run && at && open.run === run.id && open.path === at.path && turn.exit === null
  if (open && !stays) closeVisit(turn, turn.exit ?? 'jumped', turn.now)
  if (!stays && run && at && turn.byPerson) {
    if (!open) noteReturn(turn, run)
    openVisit(turn, run, at.path, at.guide.id, at.step.id)
  }
  if (conversation.visit && conversation.leaveCheckAt === null) scheduleLeaveCheck(turn)
}

/** Whoever comes back after having left resumes the run, whatever the first words are. */
function noteReturn(turn: Turn, run: Run): void {
  const counted = turn.events.some(({ type }) => type === 'guide_resumed' || type === 'guide_started')
  const reopened = turn.runs.some(({ kind }) => kind === 'reopened')
  if (!counted && !reopened) turn.events.push({ type: 'guide_resumed', guide: run.guide, run: run.id })
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
  turn.conversation.visit = { id, run: run.id, path, enteredAt: turn.now, obstacle: null }
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
