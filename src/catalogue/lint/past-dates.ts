import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { textsOf } from './texts.ts'

/**
 * What a text promises until a day is no longer true after it; only a fee's days change by themselves. A day that had
 * passed when the author read the source is history and may stay.
 */
export const pastDates: Rule = {
  id: 'past-dates',
  title: 'không hẹn đến ngày đã qua',
  blocks: false,
  looksAt: spokenFiles,
  check: (content, today) => {
    const read = new Map(
      [...content.procedures, ...content.guides, ...content.faqs, ...content.lifeEvents].map(entry => [
        entry.file,
        entry.value.source.date,
      ]),
    )
    return textsOf(content).flatMap(({ file, line, text }) =>
      [...text.matchAll(UNTIL)].flatMap((found): Problem[] => {
        const [words = '', day = '', month = '', year = ''] = found
        const until = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
        if (until >= today || until < (read.get(file) ?? '')) return []
        return [
          { level: 'warn', file, line, message: `"${words.trim()}" đã qua; xem lại câu này còn đúng không` },
        ]
      }),
    )
  },
}

const UNTIL =
  /(?<!\p{L})(?:đến hết|cho đến|đến|hết|trước)(?: ngày)? (\d{1,2})[/-](\d{1,2})[/-](20\d{2})(?![\d/])/giu
