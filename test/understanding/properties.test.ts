import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactAll } from '../../src/understanding/private/redact.ts'
import { fold } from '../../src/understanding/text/fold.ts'
import { understand } from '../../src/understanding/understand.ts'
import { choice, expectation, smallKnowledge } from './fixture.ts'

const knowledge = smallKnowledge()
const otherKnowledge = smallKnowledge()

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
    .map(units => String.fromCharCode(...units)),
)

const word = fc.constantFrom(
  ...'khai sinh tạm trú chứng thực bản sao phí ở đâu cho mẹ không có rồi xong 2 gì đăng ký hồ sơ nộp căn cước 🙏 ơi'.split(
    ' ',
  ),
  'ko',
  '▮▮▮',
  '?',
  ',',
)
const likelyText = fc.array(word, { maxLength: 25 }).map(words => words.join(' '))

const context = fc.constantFrom(
  expectation(),
  expectation({ subject: { kind: 'procedure', id: '1.004194' } }),
  expectation({
    step: { kind: 'do' },
    choices: [
      choice('Xong rồi', { words: ['done', 'yes'] }),
      choice('Bị vướng', { words: ['no', 'notYet'] }),
    ],
  }),
  expectation({ step: { kind: 'enter', as: 'trang-thai' } }),
  expectation({ step: { kind: 'enter', as: 'ngay' } }),
  expectation({ step: { kind: 'enter', as: 'so' } }),
  expectation({ step: { kind: 'enter', as: 'ma-ho-so' } }),
)

describe('any text whatsoever', () => {
  test('means something, and the same to two instances that know the same', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, likelyText), context, (text, expected) => {
        const meant = understand(knowledge, text, expected)
        expect(meant.length).toBeGreaterThan(0)
        expect(understand(otherKnowledge, text, expected)).toEqual(meant)
      }),
      { numRuns: 400 },
    )
  })

  test('is the same in NFC and NFD', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, likelyText), context, (text, expected) => {
        expect(understand(knowledge, text.normalize('NFD'), expected)).toEqual(
          understand(knowledge, text.normalize('NFC'), expected),
        )
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
      }),
      { numRuns: 400 },
    )
  })

  test('is folded to letters, digits and single spaces, and folding again changes nothing', () => {
    fc.assert(
      fc.property(anyText, text => {
        const folded = fold(text)
        expect(folded).toMatch(/^([a-z0-9]+( [a-z0-9]+)*)?$/)
        expect(fold(folded)).toBe(folded)
      }),
      { numRuns: 1_000 },
    )
  })

  test('can be redacted', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(redactAll(redactAll(text).text).found).toEqual([])
      }),
    )
  })

  test.each([
    ['10,000 characters', 'khai sinh '.repeat(1_000)],
    ['10,000 characters without a space', 'k'.repeat(10_000)],
    ['hundreds of words that nobody knows', 'xqzt bvnm plkj '.repeat(40)],
    ['lone surrogates', '\ud83d khai \ude4f sinh \ud83d'],
    ['right-to-left marks and Arabic', '\u202eخنثى khai sinh\u202c'],
    ['a tower of accents', `a${'\u0301'.repeat(5_000)}`],
  ])('with %s it neither throws nor takes long', (_, text) => {
    understand(knowledge, text, expectation())
    const before = performance.now()
    understand(knowledge, text, expectation())
    expect(performance.now() - before).toBeLessThan(500)
  })
})

test('a choice is always one that is on the screen', () => {
  fc.assert(
    fc.property(fc.oneof(likelyText, fc.nat({ max: 30 }).map(String)), fc.nat({ max: 6 }), (text, count) => {
      const choices = ['Có', 'Không có', 'Đăng ký khai sinh', 'Đăng ký tạm trú', 'Trở lại', 'Phí']
        .slice(0, count)
        .map(title => choice(title, { words: title === 'Có' ? ['yes'] : [] }))
      for (const step of [null, { kind: 'ask' as const }, { kind: 'prepare' as const }])
        for (const intent of understand(knowledge, text, expectation({ choices, step })))
          if (intent.kind === 'choice') expect(choices[intent.index]).toBeDefined()
    }),
    { numRuns: 200 },
  )
})
