import type { Slots } from './slots.ts'

/** What comes without a question, or after one was looked up. */
export const UNASKED = {
  // reminding
  remindAsk: ['ngay', 'gio'],
  remindSet: ['ngay', 'huong-dan'],
  remindNot: [],
  /** The channel cannot write first by then: the date, and the word to send that day. */
  remindByYourself: ['ngay'],
  reminder: ['huong-dan'],
  nudge: ['huong-dan'],
  quiet: [],
  // dossiers
  lookupStarted: [],
  lookupOff: [],
  lookupFound: ['trang-thai', 'y-nghia', 'viec-can-lam'],
  lookupFoundExample: ['trang-thai', 'y-nghia', 'viec-can-lam'],
  lookupNotFound: [],
  lookupFailed: [],
  statusMeaning: ['trang-thai', 'y-nghia', 'viec-can-lam'],
  keptCodes: [],
  keptDropped: [],
  // what did not get through
  turnFailed: [],
  /** Something said earlier could not be sent. */
  undeliveredOffer: ['lua-chon'],
  undeliveredShown: [],
  undeliveredGone: [],
} as const satisfies Slots
