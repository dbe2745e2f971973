import { z } from 'zod'
import { Text } from './common.ts'
import { Command, Facet, Relation } from './language.ts'

/**
 * Everything that the bot says and no guide holds: content/language/sentences.yaml. A sentence that is missing
 * there, or one that nobody asks for, is a fault when content loads. Placeholders stand in braces.
 */
const SENTENCES = [
  // first contact and small talk
  'firstContact', // {ten-co-quan}, {trang}, {so-ngay}
  'greeting',
  'greetingWithRuns',
  'thanks',
  'bye',
  'praise',
  'scolding',
  'help',
  'menuTitle',
  // understanding
  'unknown',
  'unsure',
  'noneOfThese',
  'outOfOrder', // an old button whose run is gone
  'alreadyAnswered', // an old button that repeats the present answer
  'answerChanged', // {buoc}
  'invalid.ma-ho-so',
  'invalid.trang-thai',
  'invalid.ngay',
  'invalid.so',
  'personalData', // a card number or a picture of a card
  'mediaReceived',
  'voiceReceived',
  'locationReceived',
  // procedures
  'cardOnline', // {cap-do}
  'cardNotOnline',
  'source', // {can-cu}, {ngay}
  'feeFree',
  'feeProvince',
  'notStated',
  'sideAnswerThenStep',
  'beside', // a certain other procedure while a run is open: {thu-tuc}, {dang-lam}
  // runs
  'whoFor',
  'runStarted', // {huong-dan}
  'runStartedFor', // {huong-dan}, {cho-ai}
  'runResumed', // {huong-dan}
  'runResumedFor',
  'runUpdated',
  'runDone', // {huong-dan}
  'nothingToGoBack',
  'wentBack',
  'restarted',
  'noRun',
  'chooseRun',
  'overviewTitle', // {huong-dan}
  'later',
  'quiet',
  'skipNotAllowed',
  // obstacles
  'stuckWhere',
  'stuckNoneKnown',
  'afterHelp',
  'centreTogether', // {noi}, {dien-thoai}, {gio}
  'onPaper',
  // staff
  'staff', // {noi}, {dien-thoai}, {gio}, {dia-chi}
  'staffTookOver',
  'staffHandedBack',
  // dossiers
  'lookupStarted',
  'lookupFound', // {trang-thai}, {y-nghia}, {viec-can-lam}
  'lookupFoundExample',
  'lookupNotFound',
  'lookupFailed',
  'statusMeaning', // {trang-thai}, {y-nghia}, {viec-can-lam}
  // erasing
  'eraseConfirm',
  'eraseDone',
  'eraseKept',
  // faults
  'turnFailed',
] as const

export type SentenceKey = (typeof SENTENCES)[number]

/** Words on choices; short, for the narrowest button has 20 characters. */
const LABELS = [
  'next',
  'done',
  'stuck',
  'back',
  'start',
  'resume',
  'menu',
  'staff',
  'tryAgain',
  'centre',
  'paper',
  'skip',
  'allReady',
  'goOnWithout',
  'eraseYes',
  'eraseNo',
  'noneOfThese',
  'restart',
  'details',
  'more',
] as const

export type LabelKey = (typeof LABELS)[number]

export const Sentences = z.strictObject({
  say: z.record(z.enum(SENTENCES), Text),
  labels: z.record(z.enum(LABELS), Text),
  commands: z.record(Command, Text),
  facets: z.record(Facet, Text),
  /** "cho mẹ", "cho con": whom a run is for. */
  relations: z.record(Relation, Text),
  /** What a placeholder is called where nothing more is known: `thu-tuc: thủ tục cần làm`. */
  placeholders: z.record(z.string(), Text),
})

export type Sentences = z.infer<typeof Sentences>
