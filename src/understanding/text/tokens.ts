import { type Word, words } from './fold.ts'

/** A word in the form in which texts and content meet: as folded, and "lí" like "lý". */
export type Token = Word

/** The tokens of a text, before any replacement. */
export function tokenise(text: string): Token[] {
  return words(text).map(spelled)
}

/** One token for each word that fold.ts remembers. */
const tokens = new WeakMap<Word, Token>()

function spelled(word: Word): Token {
  const known = tokens.get(word)
  if (known) return known
  const letters = oneSpelling(word.letters)
  const token = letters === word.letters ? word : { letters, marks: word.marks }
  tokens.set(word, token)
  return token
}

/** Tokens as one string of their letters, parted by spaces. */
export function lettersOf(tokens: readonly Token[]): string {
  return tokens.map(({ letters }) => letters).join(' ')
}

/** A folded word in the one spelling in which all words are compared. */
export function oneSpelling(letters: string): string {
  return letters.replace(LONE_Y, '$1i')
}

/** i and y at the end are spelling, not sound, where no other vowel stands before: ký and kí, lý and lí, quý and quí. */
const LONE_Y = /^([bcdghklmnpqrstvx]+u?|u)y$/

/**
 * Whether a typed word can be meant by one that is written with care: typed without accents it may be any of
 * them, while "chỗ" is never "cho".
 */
export function agree(typed: Token, written: Token): boolean {
  return typed.letters === written.letters && (typed.marks === '' || typed.marks === written.marks)
}

/** The same where the written one may be without accents too: some phrasings are written as people type. */
export function marksAgree(typed: string, written: string): boolean {
  return typed === '' || written === '' || typed === written
}
