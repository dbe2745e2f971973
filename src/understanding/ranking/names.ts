import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Token } from '../text/tokens.ts'

/** A name of the official list in the form in which texts are compared with it. `topic` is its place among `listedTopics`. */
export type Name = {
  readonly topic: number
  readonly tokens: readonly Token[]
  /** The number of each of them. */
  readonly words: readonly number[]
}

/** All names of the official list: far too many for the maps that the lexicon has, so they are numbers in arrays. */
export type Names = {
  readonly all: readonly Name[]
  /** A number for each word, by its letters. */
  readonly words: ReadonlyMap<string, number>
  /** What each word tells, 0 to 1; one that every name has tells next to nothing. */
  readonly weights: Float64Array
  /** The names that have a word, by the word's number. */
  readonly having: readonly (readonly number[])[]
}

/** Something of the list that a text can be about. */
export type ListedTopic = { readonly code: string; readonly title: string; readonly names: readonly string[] }

/** One for each name: where several codes share it, the first of them stands for all, and which is meant is asked. */
export function listedTopics({ listed, procedures }: Knowledge): ListedTopic[] {
  return [...listed.procedures.values()].flatMap(({ code, title, name, phrasings }): ListedTopic[] => {
    const [first] = listed.sameName.get(code) ?? [code]
    // What content has an entry for is found by that.
    if (first !== code && (first === undefined || procedures.has(first) || phrasings.length === 0)) return []
    return [{ code, title, names: first === code ? [name, ...phrasings] : phrasings }]
  })
}

/** `read` gives the tokens of a text of the content. */
export function namesOf(topics: readonly ListedTopic[], read: (text: string) => readonly Token[]): Names {
  const words = new Map<string, number>()
  const having: number[][] = []
  const numberOf = ({ letters }: Token) => {
    const known = words.get(letters)
    if (known !== undefined) return known
    words.set(letters, having.length)
    having.push([])
    return having.length - 1
  }
  const all: Name[] = []
  for (const [topic, { names }] of topics.entries())
    for (const name of names) {
      const tokens = read(name)
      const numbers = tokens.map(numberOf)
      for (const word of numbers) {
        const names = having[word]
        if (names?.at(-1) !== all.length) names?.push(all.length)
      }
      all.push({ topic, tokens, words: numbers })
    }
  const most = Math.log(1 + all.length)
  const weights = Float64Array.from(having, ({ length }) => Math.log(1 + all.length / length) / most)
  return { all, words, weights, having }
}

/** The names that are these words and no others, whatever accents they have. */
export function namesOfWords({ all, words, having }: Names, tokens: readonly Token[]): Name[] {
  const wanted = tokens.map(({ letters }) => words.get(letters))
  let rarest: readonly number[] = []
  for (const [at, word] of wanted.entries()) {
    if (word === undefined) return []
    const names = having[word] ?? []
    if (at === 0 || names.length < rarest.length) rarest = names
  }
  return rarest.flatMap(index => {
    const name = all[index]
    const isSame = name?.words.length === wanted.length && name.words.every((word, at) => word === wanted[at])
    return isSame ? [name] : []
  })
}
