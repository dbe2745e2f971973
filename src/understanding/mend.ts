import Fuse from 'fuse.js'
import { edits } from './edits.ts'
import { soundsVietnamese } from './syllable.ts'
import { oneSpelling, type Token } from './tokens.ts'

/** What is known of words: single ones, and which stand side by side somewhere in the content. */
export type Vocabulary = {
  has(letters: string): boolean
  hasPair(first: string, second: string): boolean
  readonly all: readonly string[]
}

/**
 * Brings slips, telex and VNI debris and run-together words back to words that are known. What `isWord` knows beside
 * them is left as it is.
 */
export type Mender = (tokens: readonly Token[], isWord?: (letters: string) => boolean) => Token[]

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
/** From here on two slips leave enough of a word to be sure of it. */
const TWO_SLIPS_FROM = 7

export function mender(vocabulary: Vocabulary): Mender {
  const fuse = new Fuse(vocabulary.all, {
    threshold: 0.5,
    ignoreLocation: true,
    minMatchCharLength: 2,
  })
  const remembered = new Map<string, readonly string[]>()

  function near(letters: string): readonly string[] {
    const known = remembered.get(letters)
    if (known) return known
    const slips = letters.length >= TWO_SLIPS_FROM ? 2 : 1
    const found = fuse
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
    if (tokens.every(token => isFine(token, vocabulary))) return [...tokens]
    let lookUps = 0
    return tokens.flatMap((token, at): Token[] => {
      if (isFine(token, vocabulary) || isWord(token.letters)) return [token]
      const debris = withoutDebris(token.letters)
        .map(oneSpelling)
        .find(letters => vocabulary.has(letters))
      if (debris) return [{ letters: debris, marks: '' }]
      if (token.letters.length < SHORTEST_MENDED || token.letters.length > LONGEST_MENDED) return [token]
      const apart = split(token.letters, vocabulary)
      if (apart) return apart.map(letters => ({ letters, marks: '' }))
      if (lookUps >= MOST_LOOKED_UP) return [token]
      lookUps++
      const candidates = near(token.letters)
      const before = tokens[at - 1]?.letters
      const after = tokens[at + 1]?.letters
      const inContext = candidates.find(
        letters =>
          (before !== undefined && vocabulary.hasPair(before, letters)) ||
          (after !== undefined && vocabulary.hasPair(letters, after)),
      )
      const mended = inContext ?? (soundsVietnamese(token.letters) ? undefined : candidates[0])
      return [mended === undefined ? token : { letters: mended, marks: '' }]
    })
  }
}

function isFine({ letters }: Token, vocabulary: Vocabulary): boolean {
  return vocabulary.has(letters) || /^\d+$/.test(letters)
}

function sameStart(a: string, b: string): number {
  return a[0] === b[0] ? 1 : 0
}

/** "ddawng" and "d9a8ng" are "dang" of a keyboard whose Vietnamese was off: telex and VNI. */
function withoutDebris(letters: string): string[] {
  const found: string[] = []
  if (/^[a-z].*\d/.test(letters)) found.push(letters.replace(/\d/g, ''))
  const shapes = letters
    .replace(/dd/g, 'd')
    .replace(/([aeo])\1/g, '$1')
    .replace(/w/g, '')
  if (shapes !== letters) found.push(shapes)
  const toneAtEnd = shapes.replace(/(?<=[aeiouy].*)[sfrxj]$/, '')
  if (toneAtEnd !== shapes) found.push(toneAtEnd)
  const toneInside = shapes.replace(/(?<=[aeiouy])[sfrxj](?=[a-z])/, '')
  if (toneInside !== shapes) found.push(toneInside)
  const shapeLate = toneAtEnd.replace(/([aeo])(.+)\1$/, '$1$2')
  if (shapeLate !== toneAtEnd) found.push(shapeLate)
  return found
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
