import type { Listed } from './listed.ts'
import type { LocalRule } from './local.ts'
import type { Places } from './places.ts'
import type { Beyond, Clarification } from './schema/beyond.ts'
import type { Faq } from './schema/faq.ts'
import type { Guide } from './schema/guide.ts'
import type { Status, Words } from './schema/language.ts'
import type { LifeEvent } from './schema/life-event.ts'
import type { Office } from './schema/office.ts'
import type { Operator } from './schema/operator.ts'
import type { Procedure } from './schema/procedure.ts'
import type { Sentences } from './schema/sentences.ts'
import type { Voices } from './schema/voices.ts'

/**
 * All that the bot knows at one moment: content, what staff added on top, what this installation can do.
 * Immutable; a change makes a new one. `version` is a hash of the whole.
 */
export type Knowledge = {
  readonly version: string
  readonly operator: Operator
  readonly procedures: ReadonlyMap<string, Procedure>
  /** What the imported official list has beside them. */
  readonly listed: Listed
  /** The code that holds today for each that was given up. */
  readonly successors: ReadonlyMap<string, string>
  /** Guides by id, those derived from procedures (`thu-tuc-1.004194`) among them. */
  readonly guides: ReadonlyMap<string, KnownGuide>
  readonly faqs: ReadonlyMap<string, Faq>
  /** What happens in a family, with all that has to be done then. */
  readonly lifeEvents: ReadonlyMap<string, LifeEvent>
  readonly offices: readonly Office[]
  /** Provinces and the operator's units with their former names, and where this installation is at home. */
  readonly places: Places
  /** What holds in a province or a unit only, by procedure code, the unit's before the province's. */
  readonly local: ReadonlyMap<string, readonly LocalRule[]>
  /** What staff noted for their unit (a local fee, a desk's hours), by procedure code. */
  readonly notes: ReadonlyMap<string, readonly string[]>
  /** The menu's groups that hold anything. */
  readonly groups: readonly Group[]
  /** What people said when they meant one thing, for learning from. */
  readonly voices: readonly Voices[]
  /** What people write of and no procedure is about, by id. */
  readonly beyond: ReadonlyMap<string, Beyond>
  /** What means several things however it is turned, by id. */
  readonly clarifications: ReadonlyMap<string, Clarification>
  readonly words: Words
  readonly sentences: Sentences
  readonly statuses: readonly Status[]
  readonly abilities: Abilities
}

/** A group of the menu with the codes of its procedures. */
export type Group = { readonly id: string; readonly title: string; readonly procedures: readonly string[] }

/** A guide with what is worked out once when it is loaded. */
export type KnownGuide = Guide & {
  /** A hash of its structure (ids, kinds, revisions, options, conditions) and that of the guides it uses. */
  readonly version: string
  /** The procedure it leads through, where it leads through exactly one. */
  readonly procedure: string | null
  /** True where it was derived from a procedure's data. */
  readonly derived: boolean
}

/** What this installation can do, as conditions see it under `bot.`. */
export type Abilities = { readonly 'bot.tra-cuu': 'co' | 'khong' }

/** Something that a text can be about, as `npm run understand` names it (contract). */
export type TopicRef =
  | { kind: 'procedure'; id: string }
  | { kind: 'guide'; id: string }
  | { kind: 'faq'; id: string }
  | { kind: 'life-event'; id: string }
  | { kind: 'office'; id: string }
