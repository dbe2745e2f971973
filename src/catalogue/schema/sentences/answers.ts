import type { Slots } from './slots.ts'

/** Answers to questions: what a procedure needs, what only a list knows, what may be a swindle, what to do after an event of life. */
export const ANSWERS = {
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
  papersOfCase: ['truong-hop'],
  papersOfOthers: ['bat-dau'],
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
  /** It is told of once more while its list stands on the screen. */
  eventAgain: [],
  /** What to do after one thing of a life event is done, and when that is needed. */
  eventNext: ['viec', 'khi'],
  /** More was asked in one message than is answered at once. */
  alsoAsked: ['viec'],
  /** Several other things were asked in one message. */
  besideSeveral: ['dang-lam'],
  /** A life event, while a run is open. */
  besideEvent: ['dang-lam'],
} as const satisfies Slots
