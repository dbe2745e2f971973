import type { TopicRef } from '../catalogue/knowledge.ts'
import type { Link } from '../catalogue/schema/common.ts'
import type { Step } from '../catalogue/schema/guide.ts'
import type { Relation, StepWord } from '../catalogue/schema/language.ts'
import type { Action } from './action.ts'

/** Everything that the engine keeps between two turns; plain JSON. `stateVersion` names its shape for upcasters. */
export type Conversation = {
  stateVersion: 1
  /** When the first-contact notice was shown, in epoch milliseconds; null before. */
  metAt: number | null
  /** Open runs, the one that was last walked first. */
  runs: Run[]
  /** The run on the screen; null at the menu, on a card, after the end. */
  current: string | null
  /** The run that has just come to its end, so that "trở lại" can still take the last answer back. */
  ended: Run | null
  /** The choices last shown: a typed "2" is the second of them. */
  prompt: Choice[]
  /** Choices of the step that stood there before a question in between: whoever answers the step in words still does. */
  behind: Choice[]
  /** Whether the last thing said was the step of the run on the screen. */
  stepShown: boolean
  /** How many messages in a row were not understood. */
  misses: number
  subject: TopicRef | null
  /** What the person agreed to keep, by whom it is about. */
  facts: { [relation: string]: { [fact: string]: string } }
  visit: OpenVisit | null
  /** When the job that closes an abandoned visit is due; null while none waits. */
  leaveCheckAt: number | null
  /** When staff took over or last spoke; null while the bot answers. */
  staffSince: number | null
  /** What is known of the hand-off under way; null where there is none. */
  handOff: HandOff | null
  /** The next text of theirs is a word left for staff. */
  leavingWord: boolean
  /** The word that was left last and that staff have not answered. */
  wordLeft: string | null
  /** The latest of what could not be sent, until it was seen; null where there is none. */
  undelivered: Undelivered | null
  lastAt: number
  firstLink: string | null
  lastLink: string | null
  /** Wants no message that was not asked for. */
  quiet: boolean
  /** The run that the person asked to be reminded of, and when; null while none is. */
  reminder: { run: string; at: number } | null
  /** When the job is due that nudges once about a run left lying; null while none waits. */
  nudgeAt: number | null
  /** When messages were sent lately that nobody had just asked for. */
  unasked: number[]
  /**
   * When all of this is to be forgotten unless the person says something by then: they have turned away, or asked to
   * have everything erased; null otherwise.
   */
  forgetAt: number | null
  /** Dossier codes that the person agreed to have kept, the latest first. */
  dossiers: string[]
  /** The life event whose list of things to do was last shown, while what is talked about belongs to it. */
  event: string | null
  /** Procedures and guides that were walked to a good end here, by code or id, the latest first. */
  done: string[]
  pace: Pace
  loop: Loop
}

/** One person's walk through one guide. Its place is not stored: `replay` finds it. */
export type Run = {
  id: string
  guide: string
  relation: Relation
  startedAt: number
  /** Frozen at the start, so that figures never move (design §7). */
  link: string | null
  unit: string
  guideVersion: string
  /** The path of the step that the person last saw; content may have moved on since. */
  shown: string | null
  /** By path: `tai-khoan/sim`. */
  answers: { [path: string]: Answer }
  /** Facts as they were known when the run started. */
  facts: { [fact: string]: string }
  /** What it is walked for, where its guide leads through several procedures. */
  procedure?: string
  /** The life event from whose list it was begun. */
  event?: string
  /** The code of its slip, once one was made. */
  slip?: string
  /** The one nudge that a run may get was sent. */
  nudged?: true
}

/** One answer; of a checklist, its ticks and how it was left. */
export type Answer = {
  kind: Step['kind']
  revision: number
  /** An option's id, a typed value, `done`, `skipped`, or of a checklist `all`, `missing` or `` while it is open. */
  value: string
  /** The ticks of a checklist in the order of ticking. */
  ticks?: { item: string; order: number }[]
  /** Counts the answers of a run from 1: the highest is the last. 0 where it was given before the run (given.ts). */
  order: number
  /** What a remembered fact was before this answer, so that `back` can restore it. */
  factBefore?: { fact: string; value: string | null }
}

/** A choice on the screen. Its number is its place in the list. */
export type Choice = {
  title: string
  action: Action
  also?: string[]
  words?: StepWord[]
  /** Goes behind the others, and is the first to lose its button where room is short. */
  secondary?: boolean
  /** Has a button however short the room is: the text speaks of it. */
  keepsButton?: boolean
}

/** One stay at one step. */
export type OpenVisit = {
  id: string
  run: string
  path: string
  /** The obstacle that the person named here, if any. */
  obstacle: string | null
}

/** A message of the bot's that could not be sent. `offered`: the person was told of it once; `about`: what they had asked. */
export type Undelivered = { text: string; links: Link[]; at: number; offered: boolean; about?: TopicRef }

/** A conversation in the hands of staff. */
export type HandOff = {
  id: string
  /** Staff have said something. */
  answered: boolean
  /** Since when the person has been waiting for staff's answer; null while they are not. */
  waitingSince: number | null
  /** They were told once that nobody has answered yet. */
  admitted: boolean
  /** What they said last came by where the platform lets staff alone answer. */
  overheard?: boolean
}

/** How quickly somebody has been writing lately: a measure that each message fills and that time empties. */
export type Pace = {
  /** How full it was, and when. */
  level: number
  at: number
  /** The last time that too much came at once; null where it never did. */
  hurry: Hurry | null
}

/** `over`: it has calmed since. `again`: the one before was shortly before. */
export type Hurry = { at: number; over: boolean; again: boolean }

/** What the last exchanges had in common, by which another automaton is known. */
export type Loop = {
  /** Prints of the last few texts of theirs, and of our answers. */
  theirs: number[]
  ours: number[]
  /** Exchanges in a row in which nobody said anything new. */
  rounds: number
  /** The bot has stopped answering until something else comes. */
  stopped: boolean
  /** It has said so lately. */
  told: boolean
}

export function newConversation(now: number): Conversation {
  return {
    stateVersion: 1,
    metAt: null,
    runs: [],
    current: null,
    ended: null,
    prompt: [],
    behind: [],
    stepShown: false,
    misses: 0,
    subject: null,
    facts: {},
    visit: null,
    leaveCheckAt: null,
    staffSince: null,
    handOff: null,
    leavingWord: false,
    wordLeft: null,
    undelivered: null,
    lastAt: now,
    firstLink: null,
    lastLink: null,
    quiet: false,
    reminder: null,
    nudgeAt: null,
    unasked: [],
    forgetAt: null,
    dossiers: [],
    event: null,
    done: [],
    pace: { level: 0, at: now, hurry: null },
    loop: newLoop(),
  }
}

export function newLoop(): Loop {
  return { theirs: [], ours: [], rounds: 0, stopped: false, told: false }
}
