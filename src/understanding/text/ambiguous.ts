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
type Ambiguous = { readonly typed: Token; readonly readings: readonly Reading[] }

/** `plain` reads the words of the readings as texts are read before anything ambiguous is settled. */
export function settler(words: Words['ambiguous'], plain: (text: string) => readonly Token[]): Settle {
  const known = Map.groupBy(
    Object.entries(words).flatMap(([typed, readings]): Ambiguous[] =>
      tokenise(typed).map(token => ({
        typed: token,
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
    if (!tokens.some(({ letters }) => known.has(letters))) return tokens
    const settled: Token[] = []
    for (const [at, token] of tokens.entries()) {
      const found = known.get(token.letters)?.find(({ typed }) => isMeant(typed, token))
      const reading = found?.readings.find(one => holds(one, settled, tokens, at))
      settled.push(...(reading?.means ?? [token]))
    }
    return settled
  }
}

/** "Đk" may be typed "dk"; but "bieu", a syllable, is not "biểu" alone. */
function isMeant(known: Token, typed: Token): boolean {
  return known.marks === typed.marks || (!soundsVietnamese(known.letters) && agree(typed, known))
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
