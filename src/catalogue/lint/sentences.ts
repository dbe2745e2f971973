import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { type TextAt, textsOf } from './texts.ts'

/** More words than this in one sentence and a reader on a phone goes back to its beginning. */
export const MOST_WORDS = 20

/** Short sentences are read; long ones are passed over. */
export const sentences: Rule = {
  id: 'sentences',
  title: 'câu ngắn, dễ đọc',
  blocks: false,
  looksAt: spokenFiles,
  check: content =>
    textsOf(content)
      .filter(isRead)
      .flatMap(({ file, line, text }) =>
        sentencesIn(text)
          .map(sentence => sentence.split(/\s+/))
          .filter(words => words.length > MOST_WORDS)
          .map(
            (words): Problem => ({
              level: 'warn',
              file,
              line,
              message: `câu "${words.slice(0, 5).join(' ')}…" dài ${words.length} chữ; nên tách thành câu ngắn hơn`,
            }),
          ),
      ),
}

/** Titles, choices and names of places are looked at; the rest is read as sentences. */
export function isRead({ role }: TextAt): boolean {
  return role !== 'title' && role !== 'label' && role !== 'place'
}

/** What is read in one breath: up to a full stop, a colon, a semicolon or the end of a line. */
export function sentencesIn(text: string): string[] {
  return text
    .split(/(?<=[.!?…:;])["”)]*\s+|\n+/)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '')
}
