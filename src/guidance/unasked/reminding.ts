import { wayOn } from '../choices.ts'
import type { Conversation, Run } from '../conversation.ts'
import { HOUR_MS, readableDate, vietnamHour, vietnamTime } from '../dates.ts'
import { showStep } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { runTitle } from '../walk/run-names.ts'
import { bringToFront } from '../walk/runs.ts'
import { leaveStep } from '../walk/visits.ts'
import { isDaytime, mayWrite, type Reach, WEEK_MS, windowEnd } from './unasked.ts'

const REMIND = 'remind'
const NUDGE = 'nudge'
const REMIND_HOUR = 8
const EARLIEST_HOUR = 7
const NUDGE_AFTER_MS = 20 * HOUR_MS
/** Whoever was here this shortly before the evening ends is left alone until the morning. */
const NUDGE_NOT_BEFORE_MS = 3 * HOUR_MS
const EVENING_HOUR = 20.5
const MORNING_HOUR = 7.5

/** "để sau": the place is kept; whoever comes back opens a new visit. Offers to remind where that can be kept. */
export function keepForLater(turn: Turn): void {
  const run = turn.run
  leaveStep(turn, 'left')
  turn.conversation.current = null
  const kept = turn.say(turn.conversation.runs.length > 0 ? 'later' : 'bye')
  if (!run || reminderTime(turn) === null || turn.conversation.reminder)
    return turn.reply(kept, { choices: wayOn(turn) })
  turn.note(kept)
  ask(turn, run)
}

/** "nhắc tôi ngày mai": asks for the yes that a reminder needs, or says how to do without. */
export function askToRemind(turn: Turn): void {
  const run = turn.run ?? turn.conversation.runs[0]
  if (!run) return turn.reply(turn.say('noRun'), { choices: wayOn(turn) })
  if (reminderTime(turn) !== null) return ask(turn, run)
  const tomorrow = readableDate(vietnamTime(turn.now, 1, REMIND_HOUR))
  turn.reply(turn.say('remindByYourself', { ngay: tomorrow }), { choices: wayOn(turn) })
}

export function remind(turn: Turn, runId: string, yes: boolean): void {
  const run = turn.conversation.runs.find(open => open.id === runId)
  if (!run) return turn.reply(turn.say('outOfDate'), { choices: wayOn(turn) })
  if (!yes) return turn.reply(turn.say('remindNot'), { choices: wayOn(turn) })
  const at = reminderTime(turn)
  if (at === null) return askToRemind(turn)
  turn.conversation.quiet = false
  turn.conversation.reminder = { run: run.id, at }
  turn.jobs.push({ key: REMIND, kind: REMIND, due: at })
  turn.events.push({ type: 'reminder_set', guide: run.guide, run: run.id })
  turn.reply(turn.say('remindSet', { ngay: readableDate(at), 'huong-dan': runTitle(turn, run) }), {
    choices: wayOn(turn),
  })
}

/** "đừng nhắc": one word stops everything that nobody asked for. */
export function stopReminding(turn: Turn): void {
  const { conversation } = turn
  conversation.quiet = true
  conversation.reminder = null
  conversation.nudgeAt = null
  turn.cancelled.push(REMIND, NUDGE)
}

/** The hour has come: says where the run stands, if the policy still allows it. */
export function reminderDue(turn: Turn): void {
  const { conversation } = turn
  const run = conversation.runs.find(open => open.id === conversation.reminder?.run)
  // A timer of an earlier wish may still ring.
  if (conversation.reminder && turn.now < conversation.reminder.at) return
  conversation.reminder = null
  if (!run || !mayWrite(conversation, turn.reach, turn.now)) return
  noteUnasked(turn)
  turn.events.push({ type: 'reminder_sent', guide: run.guide, run: run.id })
  speakOf(turn, run, 'reminder')
}

/**
 * After each word of the person: a run that lies open and was begun in earnest gets one gentle nudge, if its
 * hour lies within what the channel allows. The job is set once and looks again when it rings.
 */
export function planNudge(turn: Turn): void {
  const { conversation } = turn
  if (conversation.nudgeAt !== null || !deservesNudge(turn)) return
  const due = nudgeTime(conversation, turn.reach)
  if (due === null) return
  conversation.nudgeAt = due
  turn.jobs.push({ key: NUDGE, kind: NUDGE, due })
}

export function nudgeDue(turn: Turn): void {
  const { conversation } = turn
  conversation.nudgeAt = null
  const run = turn.run
  if (!run || !deservesNudge(turn)) return
  const due = nudgeTime(conversation, turn.reach)
  if (due === null) return
  if (due > turn.now) return planNudge(turn)
  if (!mayWrite(conversation, turn.reach, turn.now)) return
  run.nudged = true
  noteUnasked(turn)
  turn.events.push({ type: 'nudge_sent', guide: run.guide, run: run.id })
  speakOf(turn, run, 'nudge')
}

function ask(turn: Turn, run: Run): void {
  const at = reminderTime(turn)
  if (at === null) return
  turn.reply(turn.say('remindAsk', { ngay: readableDate(at), gio: clock(at) }), {
    choices: [
      { title: turn.label('remindYes'), action: { do: 'remind', run: run.id, yes: true }, words: ['yes'] },
      { title: turn.label('remindNo'), action: { do: 'remind', run: run.id, yes: false }, words: ['no'] },
      ...wayOn(turn),
    ],
  })
}

/** Tomorrow at eight, or as late before it as the channel's window allows; null where no message could be kept. */
function reminderTime({
  conversation,
  reach,
  now,
}: Pick<Turn, 'conversation' | 'reach' | 'now'>): number | null {
  const asked = { ...conversation, quiet: false, lastAt: now }
  const at = Math.min(vietnamTime(now, 1, REMIND_HOUR), windowEnd(asked, reach))
  return at >= vietnamTime(now, 1, EARLIEST_HOUR) && mayWrite(asked, reach, at) ? at : null
}

/** Some twenty hours after the last word, moved out of the night; null where the window is closed by then. */
function nudgeTime(conversation: Conversation, reach: Reach): number | null {
  const wanted = conversation.lastAt + NUDGE_AFTER_MS
  const hour = vietnamHour(wanted)
  const evening = vietnamTime(wanted, hour < EARLIEST_HOUR ? -1 : 0, EVENING_HOUR)
  const morning = vietnamTime(wanted, hour < EARLIEST_HOUR ? 0 : 1, MORNING_HOUR)
  const possible = isDaytime(wanted) ? [wanted] : [evening, morning]
  const found = possible.find(
    at => at >= conversation.lastAt + NUDGE_NOT_BEFORE_MS && at <= windowEnd(conversation, reach),
  )
  return found ?? null
}

/** Somebody who answered nothing yet only had a look. */
function deservesNudge(turn: Turn): boolean {
  const { quiet, reminder } = turn.conversation
  const run = turn.run
  return (
    run !== undefined && !run.nudged && Object.keys(run.answers).length > 0 && !quiet && reminder === null
  )
}

function noteUnasked(turn: Turn): void {
  const { conversation } = turn
  conversation.unasked = [...conversation.unasked.filter(sent => sent > turn.now - WEEK_MS), turn.now]
}

function speakOf(turn: Turn, run: Run, sentence: 'reminder' | 'nudge'): void {
  bringToFront(turn, run)
  turn.note(turn.say(sentence, { 'huong-dan': runTitle(turn, run) }))
  showStep(turn)
}

/** "8 giờ", "7 giờ 30" */
function clock(at: number): string {
  const minutes = Math.round(vietnamHour(at) * 60)
  const rest = minutes % 60
  return rest === 0 ? `${minutes / 60} giờ` : `${Math.floor(minutes / 60)} giờ ${rest}`
}
