import type { Expectation, ExpectedChoice } from '../intent.ts'
import { agree, marksAgree, type Token, tokenise } from '../text/tokens.ts'
import type { Around } from './whole.ts'

/** A choice with its names as they are read, the title first. */
export type Named = { readonly choice: ExpectedChoice; readonly names: readonly (readonly Token[])[] }

/** From here on a text clearly is one trouble (measured on everything that the content knows people to say). */
const CERTAIN = 0.72
/** From here on it is one where no other is near, and something is said to be wrong. */
const LIKELY = 0.6
/** From here on it may be one or the other. */
const POSSIBLE = 0.5
/** Another trouble nearer than this makes two of one. */
const CLOSE = 0.04
/** No other is near. */
const FAR = 0.3
/** Naming all of a trouble counts more than saying nothing else: people tell how it came about. */
const FOR_NAME = 0.55
/** A word that no trouble of this step has: about something else, or just telling the story. */
const UNKNOWN = 0.7
const FILLER = 0.12
/** Beyond this weight more words of a story hardly count. */
const STORY = 1.2
/** Words together say more than each of them: "quên mật khẩu" is no "khẩu trang". */
const PAIR = 0.8

/**
 * The trouble of the step that a text tells of, as an index into `all`: the one that it clearly is; the choice that stands
 * for all of them where it may be several; null where it seems to be about something else.
 */
export function pickTrouble(
  text: readonly Token[],
  all: readonly Named[],
  mayStandAround: Around,
): number | null {
  const troubles = all.flatMap(({ choice, names }, index) =>
    choice.hidden === 'trouble' ? names.map(name => ({ index, name })) : [],
  )
  if (troubles.length === 0) return null
  const weigh = weights(troubles, mayStandAround)
  const said = parts(text, weigh)
  const best = new Map<number, number>()
  for (const { index, name } of troubles) {
    const like = denies(name) && !denies(text) ? 0 : likeness(said, parts(name, weigh))
    if (like > (best.get(index) ?? 0)) best.set(index, like)
  }
  const [first, second] = [...best].sort(([, a], [, b]) => b - a)
  if (!first || first[1] < POSSIBLE) return null
  const ahead = first[1] - (second?.[1] ?? 0)
  if (first[1] >= CERTAIN && ahead >= CLOSE) return first[0]
  if (!complains(text)) return null
  if (first[1] >= LIKELY && ahead >= FAR) return first[0]
  const unclear = all.findIndex(({ choice }) => choice.hidden === 'troubles')
  return unclear < 0 ? null : unclear
}

/** In more words somebody tells of something else. */
const MOST_WORDS = 10
/** Whoever asks has not told of a trouble. */
const ASKING = new Set(['gi', 'sao', 'dau', 'nao', 'ai', 'nhieu', 'may', 'the'])

/**
 * Beside a list of papers to have ready, whatever somebody says not to have or not to get is a trouble with them ("không có bản
 * gốc"), also where it is like none that is known: the choice that stands for all of them, or null.
 */
export function troubleWithPapers(text: readonly Token[], { step, choices }: Expectation): number | null {
  if (step?.kind !== 'prepare' || text.length > MOST_WORDS || !complains(text)) return null
  if (text.some(({ letters }) => ASKING.has(letters))) return null
  const all = choices.findIndex(({ hidden }) => hidden === 'troubles')
  return all < 0 ? null : all
}

type Part = { readonly key: string; readonly tokens: readonly Token[]; readonly weight: number }
type Weigh = (token: Token) => number

/** A word that all troubles of the step have tells them from nothing; one of a single trouble tells the most. */
function weights(troubles: readonly { index: number; name: readonly Token[] }[], filler: Around): Weigh {
  const count = new Set(troubles.map(({ index }) => index)).size
  const having = new Map<string, Set<number>>()
  for (const { index, name } of troubles)
    for (const { letters } of name) having.set(letters, (having.get(letters) ?? new Set()).add(index))
  const most = Math.log(1 + count)
  return token => {
    const among = having.get(token.letters)?.size
    const weight = among === undefined ? UNKNOWN : Math.max(0.3, Math.log(1 + count / among) / most)
    return weight * (filler(token) ? FILLER : 1)
  }
}

/** Each word once, and each two that stand together. */
function parts(tokens: readonly Token[], weigh: Weigh): Part[] {
  const found = new Map<string, Part>()
  for (const [at, token] of tokens.entries()) {
    const weight = weigh(token)
    if (!found.has(token.letters)) found.set(token.letters, { key: token.letters, tokens: [token], weight })
    const next = tokens[at + 1]
    if (!next) continue
    const key = `${token.letters} ${next.letters}`
    if (!found.has(key))
      found.set(key, { key, tokens: [token, next], weight: (PAIR * (weight + weigh(next))) / 2 })
  }
  return [...found.values()]
}

function likeness(text: readonly Part[], name: readonly Part[]): number {
  const byKey = new Map(name.map(part => [part.key, part]))
  const matched = text.filter(({ key, tokens }) => {
    const other = byKey.get(key)
    return other?.tokens.every((token, at) => marksAgree(tokens[at]?.marks ?? '', token.marks))
  })
  const said = sum(matched)
  if (said === 0) return 0
  const unsaid = sum(text) - said
  const ofText = said / (said + (unsaid <= STORY ? unsaid : STORY * (1 + Math.log(unsaid / STORY))))
  const ofName = said / Math.max(said, sum(name))
  return ofName ** FOR_NAME * ofText ** (1 - FOR_NAME)
}

function sum(of: readonly Part[]): number {
  return of.reduce((total, { weight }) => total + weight, 0)
}

/** "Quét được rồi" is no trouble where "không quét được" is one, and "quét được không" asks. */
function denies(tokens: readonly Token[]): boolean {
  return tokens.some(({ letters }, at) => NOT.has(letters) && at < tokens.length - 1)
}

const NOT = new Set(['khong', 'chua'])

/** Something is wrong, and nothing is asked: what is asked is no list's matter. */
function complains(tokens: readonly Token[]): boolean {
  if (NOT.has(tokens.at(-1)?.letters ?? '')) return false
  return denies(tokens) || tokens.some(token => WRONG.some(wrong => agree(token, wrong)))
}

const WRONG = tokenise('lỗi bị sai quên hỏng kẹt treo nhầm vướng đòi')
