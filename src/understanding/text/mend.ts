import Fuse from 'fuse.js'
import { isAccented } from '../ranking/phrase.ts'
import { withoutDebris } from './debris.ts'
import { edits } from './edits.ts'
import { isNumberWord } from './numbers.ts'
import { soundsVietnamese } from './syllable.ts'
import type { Terms } from './terms.ts'
import { oneSpelling, type Token } from './tokens.ts'

/** What is known of words: single ones, and which stand side by side somewhere in the content. */
export type Vocabulary = {
  has(letters: string): boolean
  hasPair(first: string, second: string): boolean
  readonly all: readonly string[]
  readonly terms: Terms
}

/**
 * Brings slips, telex and VNI debris and run-together words back to words that are known. What `isWord` knows beside
 * them is left as it is.
 */
export type Mender = (tokens: readonly Token[], isWord?: (letters: string) => boolean) => readonly Token[]

/** Fuse takes some 0.8 ms for a word over 1,000; more unknown words than this are no slips but another subject. */
const MOST_LOOKED_UP = 8
/** Words whose look-up is remembered; the oldest go first. */
const MOST_REMEMBERED = 4_000
/** One slip in a word of three letters makes any word of any other. */
const SHORTEST_MENDED = 4
/** Nobody's word; a pasted key or address. */
const LONGEST_MENDED = 24
/** Fuse counts a swap as two slips and a prefix as none, so the right word is not always its first. */
const MOST_CANDIDATES = 30
/** From here on one slip leaves enough of a word to be sure of it, whatever it stands beside. */
const SURE_FROM = 5
/** From here on two slips leave enough of a word to be sure of it. */
const TWO_SLIPS_FROM = 7

export function mender(vocabulary: Vocabulary): Mender {
  const byLength = Map.groupBy(vocabulary.all, word => word.length)
  const searches = new Map<string, Fuse<string>>()
  const remembered = new Map<string, readonly string[]>()

  /** Among the words that so many slips can reach at all. */
  function searchFor(length: number, slips: number): Fuse<string> {
    const key = `${length} ${slips}`
    const known = searches.get(key)
    if (known) return known
    const lengths = Array.from({ length: 2 * slips + 1 }, (_, more) => length - slips + more)
    const made = new Fuse(
      lengths.flatMap(one => byLength.get(one) ?? []),
      { threshold: 0.5, ignoreLocation: true, minMatchCharLength: 2 },
    )
    searches.set(key, made)
    return made
  }

  function near(letters: string): readonly string[] {
    const known = remembered.get(letters)
    if (known) return known
    const slips = letters.length >= TWO_SLIPS_FROM ? 2 : 1
    const found = searchFor(letters.length, slips)
      .search(letters, { limit: MOST_CANDIDATES })
      .map(({ item }) => ({ item, distance: edits(letters, item, slips) }))
      .filter(({ item, distance }) => distance <= slips && item.length >= SHORTEST_MENDED - 1)
      .sort((a, b) => a.distance - b.distance || sameStart(letters, b.item) - sameStart(letters, a.item))
      .map(({ item }) => item)
    const [oldest] = remembered.keys()
    if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
    remembered.set(letters, found)
    return found
  }

  return (tokens, isWord = () => false) => {
    const isFine = ({ letters }: Token) => vocabulary.has(letters) || isWord(letters) || /^\d+$/.test(letters)
    const apart = tokens.every(isFine)
      ? tokens
      : tokens.flatMap(token => (isFine(token) ? [token] : cleared(token)))
    const heard = asHeard(apart, vocabulary, isWord)
    if (heard.every(isFine)) return heard
    let lookUps = 0
    return heard.map((token, at): Token => {
      if (isFine(token) || !isMendable(token.letters) || lookUps >= MOST_LOOKED_UP) return token
      lookUps++
      const candidates = near(token.letters)
      const before = heard[at - 1]?.letters
      const after = heard[at + 1]?.letters
      const isAnotherWord = soundsVietnamese(token.letters)
      const isShort = token.letters.length < SURE_FROM
      const inContext = candidates.find(letters => {
        const isSwapped = !isAnotherWord && sorted(letters) === sorted(token.letters)
        const { hasPair, terms } = vocabulary
        const stand = isSwapped || (!isAnotherWord && !isShort) ? hasPair : terms.isTerm
        return (
          (before !== undefined && stand(before, letters)) || (after !== undefined && stand(letters, after))
        )
      })
      const mended = inContext ?? (isAnotherWord || isShort ? undefined : candidates[0])
      return mended === undefined ? token : { letters: mended, marks: '' }
    })
  }

  /** Telex and VNI debris, and words that were run together, as what they are; anything else as it is. */
  function cleared(token: Token): Token[] {
    const { letters } = token
    const counted = /^(\d+)([a-z]{3,})$/.exec(letters)
    const [, number = '', word = ''] = counted ?? []
    if (vocabulary.has(word)) return [number, word].map(plain)
    const debris = withoutDebris(letters).find(one => vocabulary.has(one))
    if (debris) return [plain(debris)]
    if (letters.length > LONGEST_MENDED) return [token]
    return split(letters, vocabulary)?.map(plain) ?? [token]
  }
}

/** Swapped letters are a slip of the fingers ("xnog"), a letter more or less may be a word of another language. */
function sorted(letters: string): string {
  return [...letters].sort().join('')
}

function plain(letters: string): Token {
  return { letters, marks: '' }
}

/** "Tnxh" is somebody's abbreviation, and as near to "tnhh" as to anything. */
function isMendable(letters: string): boolean {
  return (
    letters.length >= SHORTEST_MENDED &&
    letters.length <= LONGEST_MENDED &&
    /^[a-z]*[aeiouy][a-z]*$/.test(letters)
  )
}

/**
 * Each two words that together are heard as a term, from left to right, as that term; but not where the word that would change belongs
 * to its neighbour on the other side.
 */
function asHeard(
  tokens: readonly Token[],
  { terms }: Vocabulary,
  isWord: (letters: string) => boolean,
): Token[] {
  const inAccents = isAccented(tokens)
  const heard = [...tokens]
  for (const [at, second] of tokens.entries()) {
    const first = heard[at - 1]
    if (!first || (isWord(first.letters) && isWord(second.letters))) continue
    const [asFirst, asSecond] = terms.heardAs(first, second, inAccents) ?? []
    if (!asFirst || !asSecond) continue
    const before = heard[at - 2]
    const after = heard[at + 1]
    if (asFirst !== first && (isNumberWord(first.letters) || (before && terms.isWritten(before, first))))
      continue
    if (asSecond !== second && (isNumberWord(second.letters) || (after && terms.isWritten(second, after))))
      continue
    heard[at - 1] = asFirst
    heard[at] = asSecond
  }
  return heard
}

function sameStart(a: string, b: string): number {
  return a[0] === b[0] ? 1 : 0
}

/** "khaisinh" → khai, sinh: two to five known words, each of which is known beside the next. */
function split(letters: string, vocabulary: Vocabulary): string[] | null {
  if (letters.length < 6) return null
  const rest = (from: number, previous: string | null, left: number): string[] | null => {
    if (from === letters.length) return []
    if (left === 0) return null
    for (let to = Math.min(letters.length, from + 7); to >= from + 2; to--) {
      const word = oneSpelling(letters.slice(from, to))
      if (!vocabulary.has(word) || (previous !== null && !vocabulary.hasPair(previous, word))) continue
      const more = rest(to, word, left - 1)
      if (more) return [word, ...more]
    }
    return null
  }
  return rest(0, null, 5)
}
