import type { Slots } from './slots.ts'

/** How somebody comes to a person of the staff, and what those read. */
export const STAFF = {
  // staff
  staff: ['noi', 'dien-thoai', 'gio', 'dia-chi'],
  staffHandedBack: [],
  /** Asked for once more while the offer stands on the screen. */
  staffAgain: ['lua-chon', 'dien-thoai'],
  /** Asks for the yes without which nobody of the staff reads along. */
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
} as const satisfies Slots
