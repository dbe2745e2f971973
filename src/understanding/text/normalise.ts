import type { Words } from '../../catalogue/schema/language.ts'
import { settler } from './ambiguous.ts'
import { type Entry, type Sequences, sequenceAt, sequences } from './sequences.ts'
import { type Token, tokenise } from './tokens.ts'

/** Brings different ways of writing one thing to one form, on whole words only. */
export type Normaliser = {
  /** Teencode, abbreviations, region words → plain words; what may be several things as its neighbours say. */
  replace(tokens: readonly Token[]): readonly Token[]
  /** Other names of a thing → the one name. */
  unify(tokens: readonly Token[]): readonly Token[]
}

export function normaliser(words: Words): Normaliser {
  const replacements = sequences(
    Object.entries(words.replacements).flatMap(([from, to]) => entry(tokenise(from), tokenise(to))),
  )
  const replaced = (tokens: readonly Token[]) => rewrite(replacements, tokens, isSure)
  const settle = settler(words.ambiguous, text => replaced(tokenise(text)))
  const replace = (tokens: readonly Token[]) => settle(replaced(tokens))
  const plain = (text: string) => replace(tokenise(text))
  const synonyms = sequences(
    Object.entries(words.synonyms).flatMap(([name, others]) => [
      ...entry(plain(name), plain(name)),
      ...others.flatMap(other => entry(plain(other), plain(name))),
    ]),
  )
  return {
    replace,
    unify: tokens => rewrite(synonyms, tokens, () => true),
  }
}

/** "Dìa" is "về", but "dia" may be "địa": a single word with accents has to be typed with them. */
function isSure(from: readonly Token[], first: Token): boolean {
  return from.length > 1 || from[0]?.marks === first.marks
}

function entry(tokens: readonly Token[], value: readonly Token[]): Entry<readonly Token[]>[] {
  return tokens.length === 0 ? [] : [{ tokens, value }]
}

/** From left to right, the longest first; what was put in is not looked at again. */
function rewrite(
  known: Sequences<readonly Token[]>,
  tokens: readonly Token[],
  isMeant: (from: readonly Token[], first: Token) => boolean,
): readonly Token[] {
  // Most texts have nothing to replace; they stay as they are.
  let written: Token[] | null = null
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]
    const longest = sequenceAt(known, tokens, at)
    const found = longest && token && isMeant(longest.tokens, token) ? longest : null
    if (found) {
      written ??= tokens.slice(0, at)
      written.push(...found.value)
    } else if (token) written?.push(token)
    at += found?.tokens.length ?? 1
  }
  return written ?? tokens
}
