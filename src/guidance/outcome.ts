import type { TopicRef } from '../catalogue/knowledge.ts'
import type { Link, Picture } from '../catalogue/schema/common.ts'
import type { Choice, Conversation } from './conversation.ts'
import type { Event } from './events.ts'
import type { TimerKind } from './input.ts'
import type { Slip } from './walk/slip.ts'

/** What a turn leads to. Data only: the host applies it in one transaction. */
export type Outcome = {
  conversation: Conversation
  replies: Reply[]
  events: Event[]
  visits: VisitChange[]
  runs: RunChange[]
  jobs: Job[]
  slips: Slip[]
  handOffs: HandOffChange[]
  /** Staff have taken over: what the bot said before and could not send yet is not to be sent any more. */
  silenced: boolean
  /** Keys of jobs of this conversation that are wanted no more. */
  cancelled: string[]
  /** The person asked to be forgotten: everything of the conversation goes, and `conversation` starts anew. */
  erased: boolean
}

/** What the bot says, before any channel renders it. */
export type Reply = {
  text: string
  choices: Choice[]
  picture: Picture | null
  links: Link[]
  /** Numbers that can be called with a tap; the text names each as well. */
  calls?: Call[]
  progress: Progress | null
  /** What it shows a part of, where the whole can be read in one place. */
  about?: TopicRef
  /** Staff alone could answer, and did not; see channels/channel.ts. */
  takesBack?: boolean
  /** A look-up was asked for, whose answer follows as a turn of its own. */
  working: boolean
}

/** `phone` as it is dialled: `+842373000000`, `19000368`. */
export type Call = { title: string; phone: string }

/** "Bước 3, còn nhiều nhất 4". */
export type Progress = { step: number; atMost: number; title: string }

/** Work that the engine asks for and does not do itself. `key` is unique within the conversation. */
export type Job =
  | { key: string; kind: 'lookup'; due: number; code: string }
  | NotifyJob
  | { key: string; kind: TimerKind; due: number }

/** Tells those on duty of somebody; `duties` are ids of operator.yaml, `text` is for people and holds nothing personal. */
export type NotifyJob = {
  key: string
  kind: 'notify'
  due: number
  handOff: string
  duties: string[]
  mail: string[]
  subject: string
  text: string
}

/** What happens to a row of `handoffs`. A `word` is a message left for staff while nobody was on duty. */
export type HandOffChange =
  | {
      kind: 'started'
      id: string
      what: 'handoff' | 'word'
      by: 'citizen' | 'staff'
      /** Where the person is, for staff: lines of content's own words. */
      summary: string
      at: number
    }
  | { kind: 'answered'; id: string; at: number }
  | { kind: 'ended'; id: string; why: HandOffEnd; at: number }

/** `person`: they went on with the bot; `quiet`: nobody wrote any more, or staff never did. */
export type HandOffEnd = 'handed_back' | 'person' | 'quiet' | 'answered'

export type Exit =
  | 'answered'
  | 'skipped'
  | 'back'
  | 'jumped'
  | 'restarted'
  | 'updated'
  | 'handed_off'
  | 'left'
  | 'erased'

export type VisitChange =
  | {
      kind: 'opened'
      id: string
      run: string
      rootGuide: string
      guide: string
      step: string
      path: string
      guideVersion: string
      link: string | null
      unit: string
      at: number
    }
  | { kind: 'closed'; id: string; exit: Exit; obstacle: string | null; at: number }

export type RunChange =
  | {
      kind: 'started'
      id: string
      guide: string
      relation: string
      guideVersion: string
      link: string | null
      unit: string
      at: number
    }
  | { kind: 'ended'; id: string; outcome: string; at: number }
  /** Its last answer was taken back. */
  | { kind: 'reopened'; id: string; at: number }
