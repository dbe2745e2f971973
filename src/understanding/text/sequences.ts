import { agree, marksAgree, type Token } from './tokens.ts'

/** A sequence of words with what it stands for. */
export type Entry<Value> = { readonly tokens: readonly Token[]; readonly value: Value }

/** Sequences by their first word, the longest first. */
export type Sequences<Value> = ReadonlyMap<string, readonly Entry<Value>[]>

export function sequences<Value>(entries: readonly Entry<Value>[]): Sequences<Value> {
  const byFirst = new Map<string, Entry<Value>[]>()
  for (const entry of entries) {
    const [first] = entry.tokens
    if (!first) continue
    const list = byFirst.get(first.letters)
    if (list) list.push(entry)
    else byFirst.set(first.letters, [entry])
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.tokens.length - a.tokens.length)
  return byFirst
}

/** The longest known sequence that begins at a place of a text; of two as long the one with just these accents. */
export function sequenceAt<Value>(
  known: Sequences<Value>,
  text: readonly Token[],
  at: number,
): Entry<Value> | null {
  let longest: Entry<Value> | null = null
  for (const entry of known.get(text[at]?.letters ?? '') ?? NONE) {
    if (longest && entry.tokens.length < longest.tokens.length) break
    if (isTypedHere(entry.tokens, text, at)) return entry
    if (!longest && beginsHere(entry.tokens, text, at)) longest = entry
  }
  return longest
}

const NONE: readonly never[] = []

/** Loops and no closures here and below: each word of each text is asked for in a dozen lists. */
function isTypedHere(sequence: readonly Token[], text: readonly Token[], at: number): boolean {
  for (let offset = 0; offset < sequence.length; offset++) {
    const typed = text[at + offset]
    const wanted = sequence[offset]
    if (typed?.letters !== wanted?.letters || typed?.marks !== wanted?.marks) return false
  }
  return true
}

/** Typed accents must be those of the sequence, or missing: "cả xã" is no "ca xã". */
function beginsHere(sequence: readonly Token[], text: readonly Token[], at: number): boolean {
  for (let offset = 0; offset < sequence.length; offset++) {
    const typed = text[at + offset]
    const wanted = sequence[offset]
    if (!typed || !wanted || !agree(typed, wanted)) return false
  }
  return true
}

/** Whether a text is these words and no others, accents as far as both have them. */
export function sameWords(text: readonly Token[], other: readonly Token[]): boolean {
  return (
    text.length === other.length &&
    text.every((token, at) => {
      const match = other[at]
      return match !== undefined && token.letters === match.letters && marksAgree(token.marks, match.marks)
    })
  )
}
