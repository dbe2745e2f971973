import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Token } from './text/tokens.ts'

/** What is heard of an emergency in a text. */
export type Alarm = {
  /** The emergency (an id of content/beyond) whose sign stands in it, or null. */
  readonly sign: string | null
  /** `calm`: it asks for papers, and what it tells of is over; `mixed`: it asks for papers, and something happens right now. */
  readonly mood: 'calm' | 'mixed' | 'none'
}

export type HearAlarm = (tokens: readonly Token[]) => Alarm

/**
 * Reads the lists `signs` of content/beyond ("té|ngã + xuống sông|xuống hồ", "rắn|rết … cắn") and `calm` of content/language/words.yaml.
 * Whoever writes that somebody drowns shall not depend on how alike that is to what others wrote.
 */
export function alarmHearer(
  { beyond, words }: Pick<Knowledge, 'beyond' | 'words'>,
  read: (text: string) => readonly Token[],
): HearAlarm {
  const signs = new Map<string, Sign[]>()
  for (const { id, signs: written = [] } of beyond.values())
    for (const text of written) {
      const { first, next } = signOf(text, read)
      for (const words of first) {
        const letters = words[0]?.letters ?? ''
        signs.set(letters, [...(signs.get(letters) ?? []), { id, words, next }])
      }
    }
  const papers = byFirst(words.calm?.papers ?? [], read)
  const now = byFirst(words.calm?.unless ?? [], read)
  return tokens => {
    const sign = firstOf(tokens, (token, at) =>
      signs.get(token.letters)?.find(one => standsAt(one, tokens, at)),
    )
    if (!has(papers, tokens)) return { sign: sign?.id ?? null, mood: 'none' }
    return { sign: sign?.id ?? null, mood: sign && has(now, tokens) ? 'mixed' : 'calm' }
  }
}

function byFirst(texts: readonly string[], read: (text: string) => readonly Token[]) {
  return Map.groupBy(texts.map(read), ([first]) => first?.letters ?? '')
}

function has(known: ReadonlyMap<string, readonly Words[]>, tokens: readonly Token[]): boolean {
  return tokens.some((token, at) =>
    known.get(token.letters)?.some(words => isAt(words, tokens, at, agreeing)),
  )
}

type Words = readonly Token[]
type Group = { readonly oneOf: readonly Words[]; readonly within: number }
type Sign = { readonly id: string; readonly words: Words; readonly next: readonly Group[] }

/** So many words may stand where a sign has "…". */
const BETWEEN = 3

function signOf(text: string, read: (text: string) => readonly Token[]): { first: Words[]; next: Group[] } {
  const oneOf = (group = '') => group.split('|').map(words => [...read(words)])
  const [first, ...rest] = text.split(/\s(?=[+…]\s)/)
  return {
    first: oneOf(first),
    next: rest.map(group => ({ oneOf: oneOf(group.slice(1)), within: group.startsWith('…') ? BETWEEN : 0 })),
  }
}

function firstOf<Found>(
  tokens: readonly Token[],
  find: (token: Token, at: number) => Found | undefined,
): Found | null {
  for (const [at, token] of tokens.entries()) {
    const found = find(token, at)
    if (found !== undefined) return found
  }
  return null
}

function standsAt({ words, next }: Sign, tokens: readonly Token[], at: number): boolean {
  return isAt(words, tokens, at, typedSo) && goesOn(next, tokens, at + words.length)
}

function goesOn([group, ...others]: readonly Group[], tokens: readonly Token[], from: number): boolean {
  if (!group) return true
  for (let at = from; at <= from + group.within; at++)
    for (const words of group.oneOf)
      if (isAt(words, tokens, at, goingOn) && goesOn(others, tokens, at + words.length)) return true
  return false
}

function isAt(words: Words, tokens: readonly Token[], at: number, matches: Matches): boolean {
  if (tokens[at]?.letters !== words[0]?.letters || at + words.length > tokens.length) return false
  const found = tokens.slice(at, at + words.length)
  return words.every(({ letters }, place) => letters === found[place]?.letters) && matches(words, found)
}

type Matches = (words: Words, found: Words) => boolean

/** "Dang chay" may be "đang chạy": without accents only what is written so in the list, with them no others. */
const typedSo: Matches = (words, found) =>
  isPlain(words) ? isPlain(found) : !isPlain(found) && agreeing(words, found)

/** Beside a word that was typed without accents, others may have been mended into some that have them. */
const goingOn: Matches = (words, found) => isPlain(words) || typedSo(words, found)

const agreeing: Matches = (words, found) =>
  words.every(({ marks }, place) => found[place]?.marks === '' || found[place]?.marks === marks)

function isPlain(words: Words): boolean {
  return words.every(({ marks }) => marks === '')
}
