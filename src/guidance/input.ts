import type { Link } from '../catalogue/schema/common.ts'
import type { Coordinates } from '../catalogue/schema/office.ts'
import type { Intent } from '../understanding/intent.ts'
import type { Action } from './action.ts'

/** Everything that can happen to a conversation. There is no other door (design §2). */
export type Input =
  /**
   * `sensitive`: a card number, phone or e-mail was cut out of the text before anybody read it. `print` tells whether
   * the same text came before; without it nothing is compared.
   */
  | { kind: 'said'; intents: Intent[]; sensitive: boolean; print?: number }
  | { kind: 'tapped'; action: Action | null }
  | MediaInput
  | { kind: 'arrived'; link: string | null }
  | { kind: 'unfollowed' }
  | { kind: 'staffSpoke' }
  /** Said to the staff, where the platform lets them alone answer. */
  | { kind: 'overheard' }
  /** A person of the staff wants to be told in this chat of people who ask for staff; `name` of their duty, null: a wrong code. */
  | { kind: 'enrolled'; name: string | null }
  | { kind: 'handedBack' }
  | { kind: 'jobDone'; job: JobResult }
  | { kind: 'jobFailed'; job: JobKind }
  | { kind: 'timer'; timer: TimerKind }
  /** Something that the bot said at `at` cannot be sent (any more); `isStep`: it showed a step. */
  | { kind: 'undelivered'; text: string; links: Link[]; isStep: boolean; at: number }
  /** A message of theirs could not be answered, however often it was tried. */
  | { kind: 'turnFailed' }

/** Something that is not a text: `at` of a location that could be read, `caption` what was written under it. */
export type MediaInput = {
  kind: 'media'
  media: 'image' | 'voice' | 'video' | 'sticker' | 'file' | 'link' | 'contact' | 'location' | 'other'
  at?: Coordinates | null
  caption?: { intents: Intent[]; sensitive: boolean } | null
}

export type JobKind = 'lookup' | 'notify'
export type TimerKind = 'leave-check' | 'staff-quiet' | 'staff-wait' | 'remind' | 'nudge' | 'calm'

export type JobResult = LookupResult | { kind: 'notify' }

/** What a look-up found out. `status` is one of the ten official codes; `example` marks the sandbox. */
export type LookupResult = {
  kind: 'lookup'
  result: { kind: 'found'; status: number; example: boolean } | { kind: 'unknown'; example: boolean }
}
