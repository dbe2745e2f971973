import { z } from 'zod'
import { Text } from './common.ts'
import { Command, Facet, Relation } from './language.ts'

/**
 * Everything that the bot says and no guide holds: content/language/sentences.yaml. A sentence that is missing
 * there, or one that nobody asks for, is a fault when content loads.
 *
 * Each key stands with the placeholders that its sentence may hold in braces.
 */
export const SENTENCES = {
  // first contact and small talk
  firstContact: ['ten-co-quan', 'trang', 'so-ngay'],
  greeting: [],
  /** Somebody calls in the middle of talking. */
  stillHere: [],
  greetingWithRuns: [],
  /** Where an open run stands, for whoever comes back. */
  runStands: ['huong-dan', 'buoc', 'con'],
  thanks: [],
  bye: [],
  praise: [],
  scolding: [],
  help: [],
  menuTitle: [],
  // understanding
  unknown: [],
  /** “Ok”, “xong”, where nothing was asked. */
  bareWord: [],
  /** “Không được”, where no step is under way. */
  stuckNowhere: ['dien-thoai'],
  /** Not understood at a step that waits for a choice. */
  unknownAtStep: [],
  /** The second message in a row that is not understood. */
  unknownAgain: ['noi', 'dien-thoai', 'gio'],
  unknownAtStepAgain: ['dien-thoai'],
  /** The third: what follows leads to a person. */
  unknownSoPerson: [],
  /** Later ones, in turns. */
  unknownInShort: [],
  unknownCall: ['dien-thoai'],
  /** A number that no choice on the screen has, and the same once more. */
  noSuchNumber: ['so', 'cuoi'],
  onlyNumbers: ['so', 'cuoi'],
  unsure: [],
  unsureAgain: [],
  noneOfThese: [],
  /** An old button whose run is gone. */
  outOfOrder: [],
  /** An old button that repeats the present answer. */
  alreadyAnswered: [],
  /** A paper of a checklist, ticked once more. */
  alreadyTicked: [],
  answerChanged: ['buoc'],
  'invalid.ma-ho-so': [],
  'invalid.trang-thai': [],
  'invalid.ngay': [],
  'invalid.so': [],
  invalidAgain: ['dien-thoai'],
  /** A card number, a phone or an e-mail in a text. */
  personalData: [],
  // what is not a text
  imageReceived: [],
  voiceReceived: [],
  stickerReceived: [],
  linkReceived: [],
  // what may be a swindle
  lookAlikeHost: ['dia-chi'],
  otherHost: ['dia-chi'],
  stateHost: ['dia-chi'],
  oldPortal: ['dia-chi'],
  portal: [],
  wantsCode: [],
  wantsMoney: [],
  wantsApp: [],
  suspicionUnsure: [],
  suspicionWhatToDo: [],
  suspicionNotKept: [],
  contactReceived: [],
  /** A video, a file or something unknown. */
  mediaReceived: [],
  // places
  nearestOffice: ['ten-noi', 'xa'],
  /** The nearest that handles what the person is doing. */
  nearestOfficeForRun: ['ten-noi', 'xa'],
  locationNotKept: [],
  locationUnread: [],
  officesFar: [],
  officePhone: ['so-may'],
  officeOpen: ['luc'],
  officeClosed: ['luc'],
  placeRenamed: ['ten-cu', 'ten-moi'],
  placeDivided: ['ten-cu', 'cac-noi'],
  placeIncludes: ['ten-moi', 'cac-noi'],
  placeUnchanged: ['ten-moi'],
  servedAt: ['ten-noi'],
  officeElsewhere: ['noi'],
  officeFormerly: ['ten-cu'],
  officeClosedDay: ['ngay', 'vi-sao'],
  officeClosedDays: ['tu', 'den', 'vi-sao'],
  // procedures
  cardOnline: ['cap-do'],
  cardNotOnline: [],
  source: ['can-cu', 'ngay'],
  levelFull: [],
  levelPartial: [],
  feeFree: [],
  feeAmount: ['so-tien', 'theo'],
  feeOnline: [],
  feeDirect: [],
  feePost: [],
  paperOriginals: ['so'],
  paperCopies: ['so'],
  paperOnlyFor: ['truong-hop'],
  paperNotNeeded: ['khi'],
  feeProvince: [],
  feeElsewhere: [],
  feeDiscount: ['phan-tram', 'so-tien', 'theo'],
  feeDiscountAll: [],
  feeDiscountOnly: ['phan-tram'],
  localResolution: ['noi', 'so', 'ngay'],
  localBasis: ['noi', 'can-cu'],
  localDays: ['tu', 'den'],
  localFrom: ['tu'],
  localUntil: ['den'],
  localExample: ['dong'],
  localExampleNote: ['noi'],
  localPhone: ['so-may'],
  notStated: [],
  // what only the official list has
  listedCode: ['ma'],
  listedLevel: ['cap'],
  listedAgency: ['co-quan'],
  listedChannels: ['cach'],
  /** What the list has not, and where it stands. */
  listedDetails: [],
  levelCommune: [],
  levelProvince: [],
  levelMinistry: [],
  channelOnline: [],
  channelPost: [],
  channelDirect: [],
  /** One name under several codes. */
  whichProvince: ['thu-tuc'],
  whichAgency: ['thu-tuc'],
  provinceUnknown: ['thu-tuc'],
  /** On the card of an entry of which single provinces have a code of their own. */
  ownCodes: [],
  ownCodeHere: ['tinh', 'ma'],
  sideAnswerThenStep: [],
  /** A certain other procedure while a run is open. */
  beside: ['thu-tuc', 'dang-lam'],
  // life events
  eventDeadline: ['han'],
  /** What to do after one thing of a life event is done, and when that is needed. */
  /** It is told of once more while its list stands on the screen. */
  eventAgain: [],
  eventNext: ['viec', 'khi'],
  /** A life event, while a run is open. */
  /** More was asked in one message than is answered at once. */
  alsoAsked: ['viec'],
  /** Several other things were asked in one message. */
  besideSeveral: ['dang-lam'],
  besideEvent: ['dang-lam'],
  // runs
  whoFor: [],
  runStarted: ['huong-dan'],
  runStartedFor: ['huong-dan', 'cho-ai'],
  runResumed: ['huong-dan'],
  runResumedFor: ['huong-dan', 'cho-ai'],
  runUpdated: ['huong-dan'],
  /** It lies open already, for the same person. */
  alreadyOpen: [],
  runDone: ['huong-dan'],
  /** The guide was taken out of the content while somebody walked it. */
  guideGone: [],
  nothingToGoBack: [],
  wentBack: [],
  restarted: [],
  noRun: [],
  /** “Tiếp tục” at a step that has to be answered. */
  chooseToGoOn: [],
  chooseRun: [],
  overviewTitle: ['huong-dan'],
  later: [],
  // reminding
  remindAsk: ['ngay', 'gio'],
  remindSet: ['ngay', 'huong-dan'],
  remindNot: [],
  /** The channel cannot write first by then: the date, and the word to send that day. */
  remindByYourself: ['ngay'],
  reminder: ['huong-dan'],
  nudge: ['huong-dan'],
  // after submitting
  howAsk: [],
  howThanks: [],
  howStuck: ['noi', 'dien-thoai', 'gio'],
  afterSubmitting: [],
  byWhen: ['thoi-han', 'ngay'],
  byTime: ['thoi-han'],
  keptCodes: [],
  keptDropped: [],
  // the slip
  slipTitle: ['huong-dan', 'ma'],
  slipHave: ['so-giay'],
  slipMissing: ['giay'],
  slipShow: ['ma'],
  quiet: [],
  skipNotAllowed: [],
  // obstacles
  stuckWhere: [],
  stuckNoneKnown: [],
  afterHelp: [],
  centreTogether: ['noi', 'dien-thoai', 'gio'],
  onPaper: [],
  // staff
  staff: ['noi', 'dien-thoai', 'gio', 'dia-chi'],
  staffHandedBack: [],
  /** Asks for the yes without which nobody of the staff reads along. */
  /** Asked for once more while the offer stands on the screen. */
  staffAgain: ['lua-chon', 'dien-thoai'],
  handOffAsk: ['ca-truc'],
  handOffDone: [],
  /** Asked for staff again while they are waited for. */
  handOffWaiting: ['dien-thoai'],
  /** Nobody of those on duty could be told. */
  handOffNotTold: ['dien-thoai', 'gio'],
  /** After a quarter of an hour without an answer. */
  handOffUnanswered: ['dien-thoai', 'gio'],
  /** Asked for staff again after that. */
  handOffStillUnanswered: ['dien-thoai', 'gio'],
  /** The bot takes up again, because of nobody's answer, of nobody's word, or since the person wants it. */
  handOffNobodyCame: [],
  handOffQuiet: [],
  handOffEnded: [],
  nobodyOnDuty: ['luc'],
  nobodyOnDutySoon: [],
  wordAsk: [],
  wordKept: ['dien-thoai'],
  wordKeptUntil: ['luc', 'dien-thoai'],
  /** Whether the channel still reaches the person when staff are back. */
  wordAnswerComes: [],
  wordAnswerHere: [],
  /** In front of what staff write through us, since it comes from the same sender as what the bot says. */
  staffSays: ['loi'],
  // what staff read of somebody who waits for them
  noticeHandOff: [],
  noticeWord: [],
  summaryProcedure: ['thu-tuc', 'ma'],
  summaryTopic: ['chu-de'],
  summaryGuide: ['huong-dan'],
  summaryStep: ['so', 'con', 'buoc'],
  summaryObstacle: ['vuong'],
  summaryHave: ['giay'],
  summaryMissing: ['giay'],
  summaryNothing: [],
  enrolled: ['ten'],
  enrolledNot: [],
  // dossiers
  lookupStarted: [],
  lookupOff: [],
  lookupFound: ['trang-thai', 'y-nghia', 'viec-can-lam'],
  lookupFoundExample: ['trang-thai', 'y-nghia', 'viec-can-lam'],
  lookupNotFound: [],
  lookupFailed: [],
  statusMeaning: ['trang-thai', 'y-nghia', 'viec-can-lam'],
  // erasing
  eraseConfirm: [],
  eraseDone: [],
  eraseKept: [],
  // one's own data
  /** The page knows the person by the browser's cookie. */
  ownDataHere: [],
  /** The address opens once and for a short while. */
  ownDataSealed: [],
  /** There is no page that could be opened: what is kept, line by line. */
  ownDataSummary: [],
  ownDataRun: ['huong-dan', 'ngay', 'so'],
  ownDataCode: ['ma'],
  ownDataFact: ['viec'],
  ownDataReminder: ['ngay'],
  ownDataQuiet: [],
  ownDataMessages: ['so-ngay'],
  ownDataErase: [],
  // too much at once
  tooFast: [],
  /** It has calmed: answers come again. */
  calmAgain: [],
  /** Another automaton answers ours. */
  loopStopped: [],
  // faults
  turnFailed: [],
  /** Something said earlier could not be sent. */
  undeliveredOffer: ['lua-chon'],
  undeliveredShown: [],
  undeliveredGone: [],
} as const satisfies { [key: string]: readonly string[] }

export type SentenceKey = keyof typeof SENTENCES

/** Words on choices; short, for the narrowest button has 20 characters. */
export const LABELS = [
  'next',
  'done',
  'stuck',
  'back',
  'start',
  'menu',
  'staff',
  'tryAgain',
  'onWithStep',
  'centre',
  'paper',
  'skip',
  'allReady',
  'goOnWithout',
  'eraseYes',
  'eraseNo',
  'noneOfThese',
  'restart',
  'forAnother',
  'details',
  'more',
  'another',
  'guides',
  'events',
  'underWay',
  'remindYes',
  'remindNo',
  'howMyself',
  'howFamily',
  'howVolunteer',
  'howOfficer',
  'howPaper',
  'howStuck',
  'keepCode',
  'otherCode',
  'dropCodes',
  'slipPage',
  'ownData',
  'dataPage',
  'otherProvince',
  'provinceCodes',
  'callDesk',
  'handOffYes',
  'handOffNo',
  'leaveWord',
  'undelivered',
] as const

export type LabelKey = (typeof LABELS)[number]

export const Sentences = z.strictObject({
  say: z.record(z.enum(namesOf(SENTENCES)), Text),
  labels: z.record(z.enum(LABELS), Text),
  commands: z.record(Command, Text),
  facets: z.record(Facet, Text),
  /** "cho mẹ", "cho con": whom a run is for. */
  relations: z.record(Relation, Text),
  /** What a placeholder is called where nothing more is known: `thu-tuc: thủ tục cần làm`. */
  placeholders: z.record(z.string(), Text),
})

export type Sentences = z.infer<typeof Sentences>

function namesOf<Name extends string>(table: { readonly [name in Name]: unknown }): Name[] {
  return Object.keys(table).filter((name): name is Name => name in table)
}
