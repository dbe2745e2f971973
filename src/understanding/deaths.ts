import type { Words } from '../catalogue/schema/language.ts'
import { sequenceAt, sequences } from './text/sequences.ts'
import { agree, type Token, tokenise } from './text/tokens.ts'

/** What the one word "mất" tells in a text; null where a text has no such word, or only asks what something costs ("mất bao lâu"). */
export type ToldByMat = (tokens: readonly Token[]) => 'death' | 'loss' | 'unclear' | null

/**
 * "Bố mới mất" tells of a death, "bố mới mất xe" of a loss, "mất rồi" of either: what stands around the one word decides, by the lists
 * `mat` of content/language/words.yaml.
 */
export function readerOfMat(words: Words['mat']): ToldByMat {
  if (!words) return () => null
  const costs = oneOf(words.costs)
  const people = oneOf(words.people)
  const afterPeople = oneOf(words.afterPeople)
  const losing = oneOf(words.losing)
  const things = sequences(words.things.map(tokenise).map(tokens => ({ tokens, value: tokens.length })))
  const beforeThings = oneOf(words.beforeThings)
  const notThings = oneOf(words.notThings)

  /** Typed without accents, "vi" is "vì" as well as "ví". */
  const isThing = (tokens: readonly Token[], at: number) => {
    const first = tokens[at]
    const thing = first && sequenceAt(things, tokens, at)
    return thing ? thing.value > 1 || first.marks !== '' || !notThings(first) : false
  }

  const toldAt = (tokens: readonly Token[], at: number) => {
    const afterAt = tokens.findIndex((token, place) => place > at && !beforeThings(token))
    const before = tokens.slice(0, at).findLast(token => !afterPeople(token))
    const isPerson = before !== undefined && people(before)
    if (isThing(tokens, afterAt)) return 'loss'
    if (isPerson) return 'death'
    return !before || losing(before) ? 'loss' : 'unclear'
  }

  return tokens => {
    if (!tokens.some(token => agree(token, MAT))) return null
    const told = new Set<'death' | 'loss' | 'unclear'>()
    for (const [at, token] of tokens.entries()) {
      const next = tokens[at + 1]
      if (agree(token, MAT) && !(next && costs(next))) told.add(toldAt(tokens, at))
    }
    return ONE_OF_ALL.find(one => told.has(one)) ?? null
  }
}

const ONE_OF_ALL = ['loss', 'death', 'unclear'] as const

const [MAT = { letters: 'mat', marks: '' }] = tokenise('mất')

function oneOf(words: readonly string[]): (token: Token) => boolean {
  const byLetters = Map.groupBy(words.flatMap(tokenise), ({ letters }) => letters)
  return token => byLetters.get(token.letters)?.some(word => agree(token, word)) ?? false
}
