import type { Token } from '../text/tokens.ts'

/** One way of naming a topic. */
export type Phrase = {
  readonly topic: number
  readonly tokens: readonly Token[]
  readonly content: Sameness
  /** Of several that share as much with a text the shorter is likelier; grows with the number of words, more slowly. */
  readonly length: number
  /** What each word and each pair weighs. */
  readonly weights: ReadonlyMap<string, number>
  /** Words and pairs without which its topic is hardly ever named, and what they and all others weigh. */
  readonly central: ReadonlySet<string>
  readonly centralWeight: number
  readonly otherWeight: number
  /** It says that somebody died. */
  readonly tellsDeath: boolean
}

/** What it takes to tell whether a text is this phrase; the rest of its content is in the maps. */
export type Sameness = Pick<Content, 'tokens' | 'core' | 'skeleton'>

/** What carries meaning in a sequence of words: each word once, and each two that follow one another. */
export type Content = {
  readonly tokens: readonly Token[]
  readonly words: readonly Weighed[]
  readonly pairs: readonly WeighedPair[]
  /** The words that are no fillers, in order. */
  readonly core: readonly Token[]
  /** The words that are no fillers even without accents: the same however a text was typed. */
  readonly skeleton: readonly Token[]
  /** The words in it that tell one procedure from another about the same thing. */
  readonly operations: readonly string[]
}

/** `key` is a word, or two with a space; `place` is where it stands, of two the second. */
export type Weighed = {
  readonly key: string
  readonly marks: string
  readonly weight: number
  readonly place: number
}

export type WeighedPair = Weighed & { readonly first: string; readonly second: string }

export function phraseOf(
  topic: number,
  tokens: readonly Token[],
  content: Content,
  central: ReadonlySet<string>,
  tellsDeath: boolean,
): Phrase {
  const weights = new Map<string, number>()
  let centralWeight = 0
  let otherWeight = 0
  for (const parts of [content.words, content.pairs])
    for (const { key, weight } of parts) {
      weights.set(key, weight)
      if (central.has(key)) centralWeight += weight
      else otherWeight += weight
    }
  return {
    topic,
    tokens,
    content: { tokens: content.tokens, core: content.core, skeleton: content.skeleton },
    length: Math.sqrt(1 + content.words.length),
    weights,
    central,
    centralWeight,
    otherWeight,
    tellsDeath,
  }
}

/** Whether a text was typed with accents; in one without, every word may be several. */
export function isAccented(tokens: readonly Token[]): boolean {
  return tokens.some(token => token.marks !== '')
}
