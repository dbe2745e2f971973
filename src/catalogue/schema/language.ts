import { z } from 'zod'
import { Text } from './common.ts'

/** What a person can ask for at every step (design §4), and what is not a command but small talk. */
export const Command = z.enum([
  'back',
  'restart',
  'overview',
  'menu',
  'stuck',
  'staff',
  'later',
  'remind',
  'quiet',
  'erase',
  'export',
  'dropCodes',
  'resume',
  'skip',
  'help',
  'status',
])
export const SmallTalk = z.enum(['greeting', 'thanks', 'bye', 'praise', 'scolding'])
/** Short words that answer the step on the screen. */
export const StepWord = z.enum(['yes', 'no', 'done', 'notYet', 'allReady'])
/** What a question about a procedure is after. */
export const Facet = z.enum(['papers', 'fee', 'time', 'where', 'online', 'how', 'result', 'deadline'])
/** Whom a run is for; a relation, never a name. */
export const Relation = z.enum([
  'minh',
  'con',
  'cha',
  'me',
  'vo',
  'chong',
  'ong-ba',
  'anh-chi-em',
  'nguoi-khac',
])

const lists = <Key extends z.core.$ZodEnum>(keys: Key) => z.record(keys, z.array(Text).min(1))

/**
 * One meaning of a short form, and beside which words it has it: right after one of them, right before one, or with one anywhere in the
 * message; of each kind that is given one must be there. Without any it is what the short form means where nothing else holds.
 */
const Reading = z.strictObject({
  means: Text,
  after: z.array(Text).min(1).optional(),
  before: z.array(Text).min(1).optional(),
  near: z.array(Text).min(1).optional(),
  /** Only as the last word of the message. */
  last: z.boolean().default(false),
})

/** What decides whether "mất" tells of a death or of a loss; each word by itself, things also in two. */
const Mat = z.strictObject({
  /** After it, "mất" asks what something costs: bao, mấy, phí. */
  costs: z.array(Text).min(1),
  /** Who dies: bố, ông, chồng. */
  people: z.array(Text).min(1),
  /** May stand between a person and "mất": mới, vừa, em. */
  afterPeople: z.array(Text).min(1),
  /** Before it, something was lost: bị, làm, rơi. */
  losing: z.array(Text).min(1),
  /** What is lost: ví, thẻ, căn cước. */
  things: z.array(Text).min(1),
  /** May stand between "mất" and a thing: hết, cái. */
  beforeThings: z.array(Text).min(1),
  /** Typed without accents, they look like things that are lost: vì (ví), do (đồ). */
  notThings: z.array(Text).min(1),
})

/** What tells somebody in danger from somebody who asks for papers about a danger that is over. */
const Calm = z.strictObject({
  /** What papers are called and what is done with them: giấy, trợ cấp, làm lại. */
  papers: z.array(Text).min(1),
  /** Beside these it happens right now, whatever is said of papers: cứu, đang cầm. */
  unless: z.array(Text).min(1),
})

/** By what a swindler's message is known; words of messages folded as understanding folds them. */
const Swindles = z.strictObject({
  /** Asks for a code or a password. */
  code: z.array(Text).min(1),
  /** Asks for money. */
  money: z.array(Text).min(1),
  /** Asks to install, scan or open something. */
  app: z.array(Text).min(1),
  /** Pieces of addresses that only the state's own are about; without accents, as addresses are. */
  addresses: z.array(z.string().regex(/^[a-z-]+$/)).min(1),
})

/** content/language/words.yaml: how people say things; understanding folds all of it (case, accents). */
export const Words = z.strictObject({
  commands: lists(Command),
  /**
   * What says a command in many ways: `|` parts what stands for one another, `+` joins what follows at once, `…` what follows with up to
   * three words between. Only in a short message that asks for no papers (`calm`).
   */
  commandPatterns: z.partialRecord(Command, z.array(Text).min(1)).default({}),
  smallTalk: lists(SmallTalk),
  stepWords: lists(StepWord),
  facets: lists(Facet),
  relations: lists(Relation),
  /** Whole words replaced before matching: teencode and abbreviations → plain words. */
  replacements: z.record(z.string(), Text),
  /** Short forms of several meanings, "tt", "ck": the first reading whose neighbours are there; with none it stays. */
  ambiguous: z.record(z.string(), z.array(Reading).min(1)).default({}),
  /** Other words for the same thing: `giấy khai sinh: [khai sanh, gks]`. */
  synonyms: z.record(z.string(), z.array(Text).min(1)),
  /**
   * Subjects beside ours that the bot does not lead through (khai tử, hộ chiếu): a text that names one is not
   * answered by a topic none of whose phrasings names it.
   */
  neighbours: z.array(Text).default([]),
  mat: Mat.optional(),
  calm: Calm.optional(),
  swindles: Swindles.optional(),
  /** What is said of several things that were named: hai cái, cả hai việc, mỗi thứ. */
  together: z.array(Text).default([]),
  /** Words after which an office answers: mấy giờ, mở cửa, địa chỉ. */
  offices: z.array(Text).default([]),
  /** Words that carry no meaning for matching: ạ, ơi, cho, em, tôi, muốn, làm. */
  fillers: z.array(Text),
})

/** One of the ten states that all systems share with the national portal (official code → words). */
const Status = z.strictObject({
  code: z.int().min(1).max(10),
  label: Text,
  /** Other words that portals show for it. */
  also: z.array(Text).default([]),
  meaning: Text,
  next: Text,
})
/** content/language/statuses.yaml */
export const Statuses = z.array(Status).length(10)

export type Command = z.infer<typeof Command>
export type SmallTalk = z.infer<typeof SmallTalk>
export type StepWord = z.infer<typeof StepWord>
export type Facet = z.infer<typeof Facet>
export type Relation = z.infer<typeof Relation>
export type Words = z.infer<typeof Words>
export type Status = z.infer<typeof Status>
