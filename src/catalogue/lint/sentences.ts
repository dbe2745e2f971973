import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { textsOf } from './texts.ts'

/** More words than this in one sentence and a reader on a phone goes back to its beginning. */
export const MOST_WORDS = 25

/** Short sentences are read; long ones are passed over. */
export const sentences: Rule = {
  id: 'sentences',
  title: 'câu ngắn, dễ đọc',
  blocks: false,
  looksAt: spokenFiles,
  check: content =>
    textsOf(content)
      .filter(({ role }) => role !== 'title' && role !== 'label' && role !== 'place')
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

function sentencesIn(text: string): string[] {
  return text
    .split(/(?<=[.!?…:;])["”)]*\s+|\n+/)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '')
}
