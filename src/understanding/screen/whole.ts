import { agree, type Token } from '../text/tokens.ts'

/** Short things that people say with nothing else around: commands, small talk, answers to a step. */
export type WholePhrases<Value> = ReadonlyMap<string, readonly WholePhrase<Value>[]>

/** By their first word, for most texts begin none of them. `order` is the place in the list. */
type WholePhrase<Value> = { readonly tokens: readonly Token[]; readonly value: Value; readonly order: number }

export function wholePhrases<Value>(
  entries: readonly { readonly tokens: readonly Token[]; readonly value: Value }[],
): WholePhrases<Value> {
  const ordered = entries.map(({ tokens, value }, order) => ({ tokens, value, order }))
  return Map.groupBy(
    ordered.filter(({ tokens }) => tokens.length > 0),
    ({ tokens }) => tokens[0]?.letters ?? '',
  )
}

/** Whether a word may stand around such a phrase without changing it. */
export type Around = (token: Token) => boolean

/** Fillers, but none that changes what a phrase means. */
export function around(fillers: readonly Token[]): Around {
  const byLetters = Map.groupBy(
    fillers.filter(({ letters }) => !MEANT.has(letters)),
    filler => filler.letters,
  )
  return token => byLetters.get(token.letters)?.some(filler => agree(token, filler)) ?? false
}

/** "Không", "chưa", "đừng" turn a phrase round; a question word makes another question of it. */
const MEANT = new Set(['khong', 'chua', 'dung', 'gi', 'nao', 'sao', 'may', 'nhieu'])

/** Words of courtesy, which may stand around even the shortest answer: "dạ rồi ạ", "em xong rồi nha". */
export const politely: Around = ({ letters }) => COURTESY.has(letters)

const COURTESY = new Set(
  'a da vang u uh um ok oke oi e em toi minh con chau anh chi bac chu ad bot nhe nha nhi ne hen ha luon roi day do thi vay voi'.split(
    ' ',
  ),
)

/**
 * Every phrase that the text is, but for fillers; the closest to the text first. A question's end ("được
 * không", "chưa") is dropped where the text is nothing without it.
 */
export function wholeMatches<Value>(
  text: readonly Token[],
  phrases: WholePhrases<Value>,
  mayStandAround: Around,
): Match<Value>[] {
  const asIs = matches(text, phrases, mayStandAround)
  if (asIs.length > 0) return asIs
  const statement = withoutQuestion(text)
  return statement.length < text.length ? matches(statement, phrases, mayStandAround) : []
}

/** `extra` words stand around. */
type Match<Value> = { value: Value; order: number; extra: number }

function matches<Value>(
  text: readonly Token[],
  phrases: WholePhrases<Value>,
  mayStandAround: Around,
): Match<Value>[] {
  const found: Match<Value>[] = []
  const letters = new Set(text.map(token => token.letters))
  const passable = text.map(mayStandAround)
  for (const first of letters)
    for (const { tokens, value, order } of phrases.get(first) ?? []) {
      if (tokens.length > text.length || !tokens.every(token => letters.has(token.letters))) continue
      if (isWhole(text, tokens, passable)) found.push({ value, order, extra: text.length - tokens.length })
    }
  return found.sort((a, b) => a.extra - b.extra || a.order - b.order)
}

function isWhole(text: readonly Token[], phrase: readonly Token[], passable: readonly boolean[]): boolean {
  let next = 0
  for (const [at, token] of text.entries()) {
    const wanted = phrase[next]
    if (wanted && agree(token, wanted)) next++
    else if (!passable[at]) return false
  }
  return next === phrase.length
}

/** "Gặp cán bộ được không ạ" asks for what "gặp cán bộ" asks for. */
function withoutQuestion(text: readonly Token[]): readonly Token[] {
  const letters = text.map(token => token.letters)
  const last = letters.findLastIndex(word => !POLITE_END.has(word))
  if (letters[last] !== 'khong') return text
  const before = letters[last - 1]
  if (before === 'duoc' || before === 'a') return text.slice(0, last - 1)
  return text.slice(0, Math.max(0, last))
}

const POLITE_END = new Set(['a', 'nhi', 'vay', 'nhe', 'nha', 'em', 'ha', 'the'])
