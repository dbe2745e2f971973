import type { Slots } from './slots.ts'

/** What is said to whoever talks, whatever it is about. */
export const TALKING = {
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
  /** The same, where nothing is under way. */
  outOfDate: [],
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
  contactReceived: [],
  /** A video, a file or something unknown. */
  mediaReceived: [],
  // too much at once
  tooFast: [],
  /** It has calmed: answers come again. */
  calmAgain: [],
  /** Another automaton answers ours. */
  loopStopped: [],
} as const satisfies Slots
