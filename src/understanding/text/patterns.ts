import type { Token } from './tokens.ts'

/**
 * Words in an order, with room between, as content writes them: `|` parts what stands for one another, `+` joins what follows at once, `…`
 * what follows with up to three words between ("té|ngã + xuống sông|xuống hồ", "rắn|rết … cắn").
 */
export type Patterns<Value> = ReadonlyMap<string, readonly Pattern<Value>[]>

type Words = readonly Token[]
type Group = { readonly oneOf: readonly Words[]; readonly within: number }
type Pattern<Value> = { readonly value: Value; readonly words: Words; readonly next: readonly Group[] }

/** Whether the words of a text from a place on, whose letters fit, are meant by these words of a pattern. */
type Fits = (words: Words, tokens: readonly Token[], at: number) => boolean

/** So many words may stand where a pattern has "…". */
const BETWEEN = 3

/** By the first word of each. */
export function patternsOf<Value>(
  entries: readonly { readonly text: string; readonly value: Value }[],
  read: (text: string) => readonly Token[],
): Patterns<Value> {
  const all = entries.flatMap(({ text, value }) => {
    const { first, next } = parse(text, read)
    return first.map((words): Pattern<Value> => ({ value, words, next }))
  })
  return Map.groupBy(all, ({ words }) => words[0]?.letters ?? '')
}

function parse(text: string, read: (text: string) => readonly Token[]): { first: Words[]; next: Group[] } {
  const oneOf = (group = '') => group.split('|').map(words => [...read(words)])
  const [first, ...rest] = text.split(/\s(?=[+…]\s)/)
  return {
    first: oneOf(first),
    next: rest.map(group => ({
      oneOf: oneOf(group.slice(1)),
      within: group.startsWith('…') ? BETWEEN : 0,
    })),
  }
}

/** The first pattern in a text: what it stands for, and the place of its first word; null where there is none. */
export function patternIn<Value>(
  known: Patterns<Value>,
  tokens: readonly Token[],
  { first, next }: { first: Fits; next: Fits } = HOWEVER_TYPED,
): { readonly value: Value; readonly at: number } | null {
  for (let at = 0; at < tokens.length; at++) {
    const patterns = known.get(tokens[at]?.letters ?? '')
    if (!patterns) continue
    for (const { words, next: groups, value } of patterns)
      if (isAt(words, tokens, at, first) && goesOn(groups, tokens, at + words.length, next))
        return { value, at }
  }
  return null
}

function goesOn(
  groups: readonly Group[],
  tokens: readonly Token[],
  from: number,
  fits: Fits,
  done = 0,
): boolean {
  const group = groups[done]
  if (!group) return true
  for (let at = from; at <= from + group.within; at++)
    for (const words of group.oneOf)
      if (isAt(words, tokens, at, fits) && goesOn(groups, tokens, at + words.length, fits, done + 1))
        return true
  return false
}

function isAt(words: Words, tokens: readonly Token[], at: number, fits: Fits): boolean {
  if (at + words.length > tokens.length) return false
  for (let place = 0; place < words.length; place++)
    if (words[place]?.letters !== tokens[at + place]?.letters) return false
  return fits(words, tokens, at)
}

const agreeing: Fits = (words, tokens, at) =>
  words.every(({ marks }, place) => {
    const typed = tokens[at + place]?.marks
    return typed === '' || typed === marks
  })

/** With accents or without. */
const HOWEVER_TYPED = { first: agreeing, next: agreeing }

/** "Dang chay" may be "đang chạy": without accents only what is written so in the list, with them no others. */
const asTyped: Fits = (words, tokens, at) => {
  const isTypedPlain = words.every((_, place) => tokens[at + place]?.marks === '')
  return isPlain(words) ? isTypedPlain : !isTypedPlain && agreeing(words, tokens, at)
}

/** For `patternIn`, of the first words and of those behind them. Beside a word that was typed without accents, others may have been mended into some that have them. */
export const AS_TYPED: { first: Fits; next: Fits } = {
  first: asTyped,
  next: (words, tokens, at) => isPlain(words) || asTyped(words, tokens, at),
}

function isPlain(words: Words): boolean {
  return words.every(({ marks }) => marks === '')
}
