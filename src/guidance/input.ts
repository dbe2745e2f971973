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
  | { kind: 'handedBack' }
  | { kind: 'jobDone'; job: JobResult }
  | { kind: 'jobFailed'; job: JobKind }
  | { kind: 'timer'; timer: TimerKind }
  /** A message of theirs could not be answered, however often it was tried. */
  | { kind: 'turnFailed' }

/** Something that is not a text: `at` of a location that could be read, `caption` what was written under it. */
export type MediaInput = {
  kind: 'media'
  media: 'image' | 'voice' | 'video' | 'sticker' | 'file' | 'link' | 'contact' | 'location' | 'other'
  at?: Coordinates | null
  caption?: { intents: Intent[]; sensitive: boolean } | null
}

export type JobKind = 'lookup'
export type TimerKind = 'leave-check' | 'staff-quiet' | 'remind' | 'nudge' | 'calm'

/** What a look-up found out. `status` is one of the ten official codes; `example` marks the sandbox. */
export type JobResult = {
  kind: 'lookup'
  result: { kind: 'found'; status: number; example: boolean } | { kind: 'unknown'; example: boolean }
}
