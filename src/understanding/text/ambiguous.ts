import type { Words } from '../../catalogue/schema/language.ts'
import { soundsVietnamese } from './syllable.ts'
import { agree, type Token, tokenise } from './tokens.ts'

/** Short forms that mean several things ("tt", "ck"), each read as its neighbours say; where they say nothing, as typed. */
export type Settle = (tokens: readonly Token[]) => readonly Token[]

type Sequence = readonly Token[]
type Reading = {
  readonly means: Sequence
  /** Of each kind that is given, one must hold. */
  readonly after: readonly Sequence[] | null
  readonly before: readonly Sequence[] | null
  readonly near: readonly Sequence[] | null
  readonly last: boolean
}
type Ambiguous = {
  readonly typed: Token
  /** "Đk" may be typed "dk"; but "bieu", a syllable, is not "biểu" alone. */
  readonly mayLackAccents: boolean
  readonly readings: readonly Reading[]
}

/** `plain` reads the words of the readings as texts are read before anything ambiguous is settled. */
export function settler(words: Words['ambiguous'], plain: (text: string) => readonly Token[]): Settle {
  const known = Map.groupBy(
    Object.entries(words).flatMap(([typed, readings]): Ambiguous[] =>
      tokenise(typed).map(token => ({
        typed: token,
        mayLackAccents: !soundsVietnamese(token.letters),
        readings: readings.map(({ means, after, before, near, last }) => ({
          means: plain(means),
          after: after?.map(plain) ?? null,
          before: before?.map(plain) ?? null,
          near: near?.map(plain) ?? null,
          last,
        })),
      })),
    ),
    ({ typed }) => typed.letters,
  )
  return tokens => {
    // Most texts have nothing to settle; they stay as they are.
    let settled: Token[] | null = null
    for (let at = 0; at < tokens.length; at++) {
      const meant = readingsOf(tokens[at], known)
      const reading = meant && readingThatHolds(meant, settled ?? tokens.slice(0, at), tokens, at)
      if (reading) {
        settled ??= tokens.slice(0, at)
        settled.push(...reading.means)
      } else settled?.push(...tokens.slice(at, at + 1))
    }
    return settled ?? tokens
  }
}

function readingsOf(
  token: Token | undefined,
  known: ReadonlyMap<string, readonly Ambiguous[]>,
): readonly Reading[] | undefined {
  if (!token) return undefined
  return known.get(token.letters)?.find(one => isMeant(one, token))?.readings
}

function readingThatHolds(
  readings: readonly Reading[],
  settled: Sequence,
  tokens: Sequence,
  at: number,
): Reading | undefined {
  return readings.find(one => holds(one, settled, tokens, at))
}

function isMeant({ typed, mayLackAccents }: Ambiguous, token: Token): boolean {
  return typed.marks === token.marks || (mayLackAccents && agree(token, typed))
}

/** What stands before is settled already; what follows is as typed. */
function holds(
  { after, before, near, last }: Reading,
  settled: Sequence,
  tokens: Sequence,
  at: number,
): boolean {
  return (
    (!last || at === tokens.length - 1) &&
    (after === null || after.some(words => standsAt(words, settled, settled.length - words.length))) &&
    (before === null || before.some(words => standsAt(words, tokens, at + 1))) &&
    (near === null || near.some(words => tokens.some((_, from) => standsAt(words, tokens, from))))
  )
}

function standsAt(words: Sequence, text: Sequence, from: number): boolean {
  return words.every((word, offset) => {
    const typed = text[from + offset]
    return typed !== undefined && agree(typed, word)
  })
}
