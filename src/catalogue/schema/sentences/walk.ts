import type { Slots } from './slots.ts'

/** Leading somebody through a guide, up to the slip that they take along. */
export const WALK = {
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
  skipNotAllowed: [],
  // after submitting
  howAsk: [],
  howThanks: [],
  howStuck: ['noi', 'dien-thoai', 'gio'],
  afterSubmitting: [],
  byWhen: ['thoi-han', 'ngay'],
  byTime: ['thoi-han'],
  // the slip
  slipTitle: ['huong-dan', 'ma'],
  slipHave: ['so-giay'],
  slipMissing: ['giay'],
  slipShow: ['ma'],
  // obstacles
  stuckWhere: [],
  /** The help was read, and did not help. */
  stillStuck: ['dien-thoai'],
  /** The same, where no other trouble is known. */
  stillStuckAll: ['dien-thoai'],
  stuckNoneKnown: [],
  afterHelp: [],
  centreTogether: ['noi', 'dien-thoai', 'gio'],
  onPaper: [],
} as const satisfies Slots
