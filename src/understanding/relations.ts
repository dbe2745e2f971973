import type { Relation } from '../catalogue/schema/language.ts'
import { politely } from './screen/whole.ts'
import { type Sequences, sequenceAt } from './text/sequences.ts'
import { agree, type Token, tokenise } from './text/tokens.ts'

/** For whom a text says that something is to be done, and which of its places say it. */
export type ForWhom = { readonly relation: Relation | null; readonly places: ReadonlySet<number> }

/** "Làm giùm má", "giúp bà", "làm hộ bố" are "cho má", "cho bà", "cho bố". */
const LIKE_CHO = ['hộ', 'giúp', 'giùm', 'dùm', 'thay'].flatMap(tokenise)
const LETTERS_LIKE_CHO = new Set(LIKE_CHO.map(({ letters }) => letters))
const CHO: Token = { letters: 'cho', marks: '' }
/** "Cho anh hỏi", "cho bà xem": who asks, not for whom something is done; "cho tôi" is only that at the end. */
const ASKS = new Set(['hoi', 'xem', 'biet', 'xin', 'gap', 'noi'])

export function forWhom(tokens: readonly Token[], known: Sequences<Relation>): ForWhom {
  const plain = tokens.some(isLikeCho) ? tokens.map(token => (isLikeCho(token) ? CHO : token)) : tokens
  for (let at = 0; at < plain.length; at++) {
    const found = sequenceAt(known, plain, at)
    if (!found) continue
    const next = plain[at + found.tokens.length]
    if (next && (ASKS.has(next.letters) || (found.value === 'minh' && !politely(next)))) continue
    return { relation: found.value, places: new Set(found.tokens.map((_, offset) => at + offset)) }
  }
  return { relation: null, places: new Set() }
}

function isLikeCho(token: Token): boolean {
  return LETTERS_LIKE_CHO.has(token.letters) && LIKE_CHO.some(written => agree(token, written))
}
