import type { Knowledge } from '../catalogue/knowledge.ts'
import { AS_TYPED, patternIn, patternsOf } from './text/patterns.ts'
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
 * Reads the lists `signs` of content/beyond and `calm` of content/language/words.yaml. Whoever writes that somebody drowns shall not
 * depend on how alike that is to what others wrote.
 */
export function alarmHearer(
  { beyond, words }: Pick<Knowledge, 'beyond' | 'words'>,
  read: (text: string) => readonly Token[],
): HearAlarm {
  const signs = patternsOf(
    [...beyond.values()].flatMap(({ id, signs: written = [] }) => written.map(text => ({ text, value: id }))),
    read,
  )
  const list = (texts: readonly string[] = []) =>
    patternsOf(
      texts.map(text => ({ text, value: true })),
      read,
    )
  const papers = list(words.calm?.papers)
  const now = list(words.calm?.unless)
  const hear: HearAlarm = tokens => {
    const sign = patternIn(signs, tokens, AS_TYPED)?.value ?? null
    if (!patternIn(papers, tokens)) return { sign, mood: 'none' }
    return { sign, mood: sign !== null && patternIn(now, tokens) ? 'mixed' : 'calm' }
  }
  // A message is looked at from several sides.
  const heard = new WeakMap<readonly Token[], Alarm>()
  return tokens => {
    const before = heard.get(tokens)
    if (before) return before
    const alarm = hear(tokens)
    heard.set(tokens, alarm)
    return alarm
  }
}
