import fc from 'fast-check'
import type { OutgoingReply } from '../../../src/channels/channel.ts'

const word = fc.oneof(
  fc.constantFrom(
    ...['căn', 'cước', 'giấy', 'khai', 'sinh.', 'hộ', 'khẩu!\n', '\n\n', 'nộp…'],
    ...['ề'.normalize('NFD'), '👩‍👩‍👧', '👍'],
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)
const text = (max: number) => fc.array(word, { maxLength: max }).map(words => words.join(' '))
const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: 'grapheme', minLength, maxLength })
const url = fc.oneof(
  fc.webUrl(),
  fc.constantFrom('VNeID', '/thu-tuc/1.004194', 'https://', 'https://[a'),
  fc.stringMatching(/^https:\/\/[a-z]{1,300}\.gov\.vn$/),
)

/** Replies of any length on both sides of the platforms' limits, with everything that they may hold. */
export const anyReply: fc.Arbitrary<OutgoingReply> = fc.record({
  text: fc.oneof(text(40), text(900), letters(600, 700), letters(1_990, 4_100)),
  choices: fc.array(
    fc.record({
      title: fc.oneof(text(3), text(60)),
      payload: fc.oneof(fc.string({ maxLength: 200 }), fc.string({ minLength: 995, maxLength: 1_005 })),
      secondary: fc.boolean(),
    }),
    { maxLength: 16 },
  ),
  picture: fc.option(
    fc.record({
      file: fc.constantFrom('a.png', 'b.jpg', 'c.svg'),
      alt: fc.oneof(text(5), letters(1_990, 2_100)),
    }),
  ),
  links: fc.array(fc.record({ title: fc.oneof(text(4), text(50)), url }), { maxLength: 7 }),
  progress: fc.option(fc.record({ step: fc.nat(30), atMost: fc.nat(30), title: text(5) })),
  working: fc.boolean(),
})
