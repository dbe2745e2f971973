import type { TopicRef } from '../catalogue/knowledge.ts'
import type { EnterKind } from '../catalogue/schema/guide.ts'
import type { Command, Facet, Relation, SmallTalk, StepWord } from '../catalogue/schema/language.ts'

/** What the bot is waiting for: the context in which a text is read. */
export type Expectation = {
  /** The choices last shown, in the order of their numbers: "2" is the second. Hidden ones stand behind them. */
  readonly choices: readonly ExpectedChoice[]
  /** The step on the screen, if a run is open. */
  readonly step:
    | { readonly kind: 'tell' | 'do' | 'ask' | 'prepare' }
    | { readonly kind: 'enter'; readonly as: EnterKind }
    | null
  /** What was last spoken of, so that "thế còn phí?" has something to lean on. */
  readonly subject: TopicRef | null
}

export type ExpectedChoice = {
  readonly title: string
  /** Other words for the same choice. */
  readonly also: readonly string[]
  /** Short words that mean this choice here: "rồi", "ừ", "chưa". */
  readonly words: readonly StepWord[]
  /**
   * Not on the screen, and so without a number: one trouble that is known at the step, or the choice that stands for all
   * of them where it is not clear which; an answer to the step that stood there before, which only its own name picks.
   */
  readonly hidden?: 'trouble' | 'troubles' | 'answer'
  /** Words that mean something else than this, though they sound like it: its help tells people to send them. */
  readonly elsewhere?: readonly string[]
}

/**
 * What a text means where it was said. Precedence (design §4): a valid value, a choice, a command, a certain
 * question, unknown.
 */
export type Intent =
  /** `index` into `expectation.choices`. */
  | { kind: 'choice'; index: number }
  /** Nothing but a number, and none of the choices has it: "9" where there are four. */
  | { kind: 'noSuchNumber'; number: number }
  /** A valid value for the `enter` step on the screen, in its canonical form. */
  | { kind: 'value'; value: string }
  | { kind: 'command'; command: Command }
  | { kind: 'smallTalk'; talk: SmallTalk }
  /** A dossier code, typed where nobody asked for one; canonical form, upper case without spaces. */
  | { kind: 'dossier'; code: string }
  /** Certain. `facet` where only one thing was asked ("bao nhiêu tiền"), `relation` where it is for somebody. */
  | {
      kind: 'topic'
      topic: TopicRef
      facet: Facet | null
      relation: Relation | null
      /** Provinces and units that were named beside it; left out where none was. */
      places?: readonly NamedPlace[]
    }
  /** What became of provinces, communes and wards that were merged: "tỉnh Hải Dương giờ là gì". */
  | { kind: 'places'; places: readonly NamedPlace[] }
  /**
   * Up to three, best first. With `clarification` the words mean several things however they are turned: the question and
   * the choices that settle it have that id.
   */
  | {
      kind: 'unsure'
      candidates: Candidate[]
      facet: Facet | null
      relation: Relation | null
      clarification?: string
    }
  /** No procedure is about it, but it is known what is: an emergency, another office's matter, chatter. */
  | { kind: 'beyond'; id: string }
  /** Addresses, or a message that may be a swindler's. */
  | { kind: 'suspicious'; suspicion: Suspicion }
  /** "Ok", "xong", "không": an answer, and nothing on the screen takes it. */
  | { kind: 'bareWord' }
  | { kind: 'unknown' }

/** A thing that a text may be about. `score` is between 0 and 1, comparable within one message only. */
export type Candidate = { topic: TopicRef; title: string; score: number }

/** A place that a text names, by the name that it has or had. */
export type NamedPlace = {
  readonly kind: 'province' | 'unit'
  readonly id: string
  /** As the content writes the name that was used, the former one too. */
  readonly name: string
  /** True where the place no longer has that name. */
  readonly former: boolean
}

/**
 * What stands in a text that swindlers write: addresses, and what is asked for. It tells what to be wary of; that nothing was
 * found proves nothing.
 */
export type Suspicion = {
  readonly hosts: readonly NamedHost[]
  /** A code or password, money, an app to install: what no office asks for in a message. */
  readonly wants: readonly Want[]
  /** Nothing but the portal's address, or one it had: somebody looks for the way there. */
  readonly seeksPortal: boolean
}

export type Want = 'code' | 'money' | 'app'

export type NamedHost = {
  /** As it was written, lower case: `dichvucong.gov.vn`. */
  readonly host: string
  /**
   * `portal` is the one door; `state` another address under .gov.vn; `oldPortal` a province's or ministry's own portal of
   * before, or a slip in the portal's name under .gov.vn; `lookAlike` sounds like the state and is not.
   */
  readonly is: 'portal' | 'state' | 'oldPortal' | 'lookAlike' | 'other'
}
