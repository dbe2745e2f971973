import type { Slots } from './slots.ts'

/** What is kept of somebody, and how it goes. */
export const OWN_DATA = {
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
} as const satisfies Slots
