import { type Word, words } from './fold.ts'

/** A word in the form in which texts and content meet: as folded, and "lí" like "lý". */
export type Token = Word

/** The tokens of a text, before any replacement. */
export function tokenise(text: string): Token[] {
  return words(text).map(({ letters, marks }) => ({ letters: letters.replace(LONE_Y, '$1i'), marks }))
}

/** i and y at the end are spelling, not sound, where no other vowel stands before: ký and kí, lý and lí, quý and quí. */
const LONE_Y = /^([bcdghklmnpqrstvx]+u?|u)y$/

/**
 * Whether a typed word can be meant by a written one: typed without accents it may be any of them. The other
 * way round holds too, for some content is written as people type.
 */
export function agree(typed: Token, written: Token): boolean {
  return typed.letters === written.letters && marksAgree(typed.marks, written.marks)
}

export function marksAgree(typed: string, written: string): boolean {
  return typed === '' || written === '' || typed === written
}
