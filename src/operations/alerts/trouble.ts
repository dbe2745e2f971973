/**
 * Something that an operator has to know of and can do something about. `id` names the same trouble from one look to
 * the next. `subject` is one line; `text` says what it means and what to do.
 */
export type Trouble = {
  id: string
  subject: string
  text: string
  /** It has to last this long before anybody is told; 0 where it is missing. */
  graceMs?: number
}

/** What is known of troubles that last, by their ids; plain JSON. Times are epoch milliseconds. */
export type Memory = {
  [id: string]: { since: number; seenAt: number; toldAt: number | null; subject: string }
}
