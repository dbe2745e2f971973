import type { Token } from '../text/tokens.ts'
import { politely } from './whole.ts'

/** Without the words of courtesy at both ends, unless nothing else is there. */
export function courteously(text: readonly Token[]): readonly Token[] {
  const from = text.findIndex(token => !politely(token))
  const to = text.findLastIndex(token => !politely(token))
  return from < 0 ? text : withoutEmphasis(text.slice(from, to + 1))
}

/** "Không cần đâu" and "chưa đâu" ask for no place. */
export function withoutEmphasis(text: readonly Token[]): readonly Token[] {
  const denies = text[0]?.letters === 'khong' || text[0]?.letters === 'chua'
  const end = text.findLastIndex(token => !politely(token))
  const emphasised = text[end]?.letters === 'dau' && !ASKS_PLACE.has(text[end - 1]?.letters ?? '')
  return denies && end > 0 && emphasised ? text.slice(0, end) : text
}

const ASKS_PLACE = new Set(['o', 'di', 'ra', 'den', 'toi', 'tu', 'nop', 'bat'])
