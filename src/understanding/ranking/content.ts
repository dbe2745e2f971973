import { Pairs } from '../text/pairs.ts'
import { agree, type Token } from '../text/tokens.ts'
import { operationsIn } from './operations.ts'
import { type Content, isAccented, type Weighed, type WeighedPair } from './phrase.ts'

/** Tells what carries meaning in texts. */
export type ContentReader = {
  /**
   * How much each word of a text and each two tell about the topic, 0 to 1. A word that every topic has tells next to nothing, and so
   * does one that people put into every sentence.
   */
  contentOf(tokens: readonly Token[]): Content
  /** The same of a phrasing of the content, whose pairs have keys from now on. */
  contentOfPhrase(tokens: readonly Token[]): Content
  /** For each place of a text how much its word counts, 0 to 1: less for fillers and for what asks for a facet. */
  sharesOf(tokens: readonly Token[]): number[]
}

/** A filler may still tell two phrasings apart ("không chính chủ", "chính chủ"), but not much more. */
const FILLER_SHARE = 0.12
/** Two words in the right order tell more than each of them; Vietnamese words have two syllables. */
export const PAIR_SHARE = 0.8
/** A word that no topic has: surely about something else, or just telling a story. */
export const UNKNOWN_WEIGHT = 0.8
/** Words that ask for a facet or say for whom are no part of a topic's name, though they may hint at it. */
const ASIDE_SHARE = 0.35
/** The key of two words that no phrasing has. */
const NO_PHRASING = ''

/** `weights` says what each word tells; `asides` gives the places of a text that ask for a facet or say for whom. */
export function contentReader(
  phrasings: readonly (readonly Token[])[],
  weights: ReadonlyMap<string, number>,
  fillers: readonly Token[],
  asides: (tokens: readonly Token[]) => ReadonlySet<number>,
): ContentReader {
  const fillersByLetters = Map.groupBy(fillers, filler => filler.letters)
  const mayBeFiller = (token: Token) => isOneOf(fillersByLetters.get(token.letters), token)
  const isFiller = fillerReader(phrasings, mayBeFiller)
  const keys = new Pairs<string>()
  const keyOf = (first: string, second: string) => keys.get(first, second) ?? NO_PHRASING
  const newKeyOf = (first: string, second: string) => {
    const known = keys.get(first, second)
    if (known !== undefined) return known
    const made = `${first} ${second}`
    keys.set(first, second, made)
    return made
  }

  const read = (tokens: readonly Token[], pairKey: typeof keyOf): Content => {
    const words: Weighed[] = []
    const pairs: WeighedPair[] = []
    const core: Token[] = []
    const aside = asides(tokens)
    let previous: { letters: string; weight: number; aside: boolean } | null = null
    for (const [place, token] of tokens.entries()) {
      const { letters, marks } = token
      const filler = isFiller(tokens, place)
      const isAside = aside.has(place)
      const weight =
        (weights.get(letters) ?? UNKNOWN_WEIGHT) * (filler ? FILLER_SHARE : 1) * (isAside ? ASIDE_SHARE : 1)
      addWord(words, { key: letters, marks, weight, place })
      if (filler) continue
      core.push(token)
      if (previous && previous.aside === isAside && !hasPair(pairs, previous.letters, letters))
        pairs.push({
          key: pairKey(previous.letters, letters),
          first: previous.letters,
          second: letters,
          marks: '',
          weight: (PAIR_SHARE * (previous.weight + weight)) / 2,
          place,
        })
      previous = { letters, weight, aside: isAside }
    }
    const skeleton = tokens.filter(({ letters }) => !fillersByLetters.has(letters))
    const operations = operationsIn(tokens).filter(place => !aside.has(place))
    return {
      tokens,
      core: core.length === tokens.length ? tokens : core,
      skeleton: skeleton.length === tokens.length ? tokens : skeleton,
      words,
      pairs,
      operations: operations.flatMap(place => tokens[place]?.letters ?? []),
    }
  }
  return {
    contentOf: tokens => read(tokens, keyOf),
    contentOfPhrase: tokens => read(tokens, newKeyOf),
    sharesOf: tokens => {
      const aside = asides(tokens)
      return tokens.map(
        (_, place) => (isFiller(tokens, place) ? FILLER_SHARE : 1) * (aside.has(place) ? ASIDE_SHARE : 1),
      )
    },
  }
}

/** "can" is "cần" and says nothing, but before "cuoc" it is "căn": in accents, phrasings tell which. */
function fillerReader(phrasings: readonly (readonly Token[])[], mayBeFiller: (token: Token) => boolean) {
  const contentBefore = new Pairs<true>()
  const contentAfter = new Pairs<true>()
  for (const tokens of phrasings) {
    if (!isAccented(tokens)) continue
    const fillers = tokens.map(mayBeFiller)
    for (const [at, { letters }] of tokens.entries()) {
      const next = tokens[at + 1]
      if (!next) break
      if (!fillers[at]) contentBefore.set(letters, next.letters, true)
      if (!fillers[at + 1]) contentAfter.set(letters, next.letters, true)
    }
  }
  return (tokens: readonly Token[], at: number): boolean => {
    const token = tokens[at]
    if (!token || !mayBeFiller(token)) return false
    if (token.marks !== '') return true
    const before = tokens[at - 1]
    const after = tokens[at + 1]
    return !(
      (before && contentAfter.get(before.letters, token.letters)) ||
      (after && contentBefore.get(token.letters, after.letters))
    )
  }
}

function isOneOf(fillers: readonly Token[] | undefined, token: Token): boolean {
  return fillers?.some(filler => agree(token, filler)) ?? false
}

/** Each word counts once, where it tells most. */
function addWord(words: Weighed[], word: Weighed): void {
  const at = words.findIndex(({ key }) => key === word.key)
  const before = words[at]
  if (!before) words.push(word)
  else if (before.weight < word.weight) words[at] = word
}

function hasPair(pairs: readonly WeighedPair[], first: string, second: string): boolean {
  return pairs.some(pair => pair.first === first && pair.second === second)
}
