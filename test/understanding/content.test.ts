import { describe, expect, test } from 'vitest'
import { topicsOf } from '../../src/understanding/topics.ts'
import { buildIndex, NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge()
const topics = topicsOf(knowledge)
// The content lint asks of every phrasing whether it leads home; here every third is enough.
const phrasings = topics
  .flatMap(({ ref, phrases }) => phrases.map(phrase => ({ id: ref.id, phrase })))
  .filter((_, at) => at % 3 === 0)

/** The guide that the command `status` starts. */
const STATUS_GUIDE = 'tra-cuu'

function isFound(id: string, text: string): boolean {
  return understand(knowledge, text, NOTHING_EXPECTED).every(
    intent =>
      (intent.kind === 'topic' && intent.topic.id === id) ||
      (intent.kind === 'beyond' && intent.id === id) ||
      (intent.kind === 'unsure' &&
        (intent.clarification === id ||
          (intent.clarification !== undefined && intent.candidates.some(({ topic }) => topic.id === id)))) ||
      (intent.kind === 'command' && intent.command === 'status' && id === STATUS_GUIDE),
  )
}

/** Wrong and certain: worse than a question back. */
function isMistaken(id: string, text: string): boolean {
  return understand(knowledge, text, NOTHING_EXPECTED).some(
    intent => intent.kind === 'topic' && intent.topic.id !== id,
  )
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
}

/** Thousands of texts, on a machine that runs other tests beside this one. */
const LONG_MS = 60_000

describe('the content as it stands', () => {
  test('finds every topic by every phrasing of its own', { timeout: LONG_MS }, () => {
    expect(phrasings.filter(({ id, phrase }) => !isFound(id, phrase))).toEqual([])
  })

  test('finds nearly all of them without accents, and is never wrong and certain', {
    timeout: LONG_MS,
  }, () => {
    const plain = phrasings.map(({ id, phrase }) => ({ id, phrase: withoutAccents(phrase) }))
    const found = plain.filter(({ id, phrase }) => isFound(id, phrase))
    expect(found.length / plain.length).toBeGreaterThan(0.95)
    expect(plain.filter(({ id, phrase }) => isMistaken(id, phrase))).toEqual([])
  })

  test('is searched in far less time than anybody notices', () => {
    buildIndex(knowledge)
    const some = phrasings.filter((_, at) => at % 10 === 0)
    const times = [1, 2, 3].flatMap(() =>
      some.map(({ phrase }) => {
        const before = performance.now()
        understand(knowledge, phrase, NOTHING_EXPECTED)
        return performance.now() - before
      }),
    )
    const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)]
    // 0.2 to 0.4 ms on two cores; the bound leaves room for a machine that runs other tests beside this one.
    expect(median).toBeLessThan(2)
  })
})

describe('beside what is asked stands a name alone', () => {
  const asked: [string, string[]][] = [
    ['phí khai sinh', ['1.001193 fee']],
    ['lệ phí tạm trú', ['1.004194 fee']],
    ['khai sinh bao lâu', ['1.001193 time']],
    ['ho chieu mat bao lau', ['1.001456 time']],
    ['khai sinh cần giấy gì? còn tạm trú nộp ở đâu?', ['1.001193 papers', '1.004194 where']],
  ]
  test.each(asked)('“%s” is no guess', (text, means) => {
    const found = understand(knowledge, text, NOTHING_EXPECTED).map(intent =>
      intent.kind === 'topic' ? `${intent.topic.id} ${intent.facet}` : intent.kind,
    )
    expect(found).toEqual(means)
  })
})
