import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expects } from '../../src/guidance/expects.ts'
import type { MediaInput } from '../../src/guidance/input.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { MASK, redact } from '../../src/understanding/private/redact.ts'
import { understand } from '../../src/understanding/understand.ts'
import { guide, knowledgeOf, procedure } from '../catalogue/folder.ts'
import { Walker } from './walk.ts'

const knowledge = knowledgeOf({
  'procedures/1.004194.yaml': procedure(),
  'guides/thu.yaml': guide(
    'thu',
    `
  - id: so
    enter: Nhà có mấy người ạ?
    as: so
  - id: ngay
    enter: Đến từ ngày nào ạ?
    as: ngay
  - id: ma
    enter: Mã hồ sơ là gì ạ?
    as: ma-ho-so
  - id: trang-thai
    enter: Cổng ghi trạng thái gì ạ?
    as: trang-thai
  - id: cuoi
    do: Làm nốt việc cuối.
`,
  ),
  'language/sentences.yaml': readFileSync('content/language/sentences.yaml', 'utf8'),
})

function somebody() {
  const walker = new Walker(knowledge)
  walker.take({ kind: 'arrived', link: null })
  return walker
}

/** What the door and the bot make of a text before the engine sees it. */
function reading(walker: Walker, text: string) {
  const safe = redact(text).text
  const intents = understand(knowledge, safe, expects(knowledge, walker.conversation))
  return { intents, sensitive: safe.includes(MASK) }
}
const sends = (walker: Walker, media: MediaInput['media'], caption: string | null = null) =>
  walker.take({ kind: 'media', media, caption: caption === null ? null : reading(walker, caption) })
const says = (walker: Walker, text: string) => walker.take({ kind: 'said', ...reading(walker, text) })
const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')

const EACH: [MediaInput['media'], RegExp][] = [
  ['image', /chưa xem được ảnh.*xin đừng gửi.*xin gõ lại/s],
  ['voice', /chưa nghe được.*giữ phím hình micro.*gửi đi/s],
  ['video', /chưa mở được tệp hay video/],
  ['file', /chưa mở được tệp hay video.*không giữ lại/s],
  ['other', /bằng chữ/],
  ['sticker', /cảm ơn/],
  ['link', /\.gov\.vn/],
  ['contact', /không giữ lại gì cả/],
]

describe('what is no text', () => {
  it.each(EACH)('gets a sentence of its own and a way on: %s', (media, sentence) => {
    const outcome = sends(somebody(), media)
    expect(said(outcome)).toMatch(sentence)
    expect(outcome.replies.at(-1)?.choices.length).toBeGreaterThan(0)
    expect(outcome.events).toEqual([])
  })

  it.each(EACH)('leaves the step where it is and shows it again: %s', (media, sentence) => {
    const walker = somebody()
    walker.start('thu')
    const outcome = sends(walker, media)
    expect(outcome.replies).toHaveLength(1)
    expect(said(outcome)).toMatch(sentence)
    expect(said(outcome)).toContain('Nhà có mấy người ạ?')
    expect(said(says(walker, '4'))).toContain('Đến từ ngày nào ạ?')
  })

  it('is met by the first words like everything else', () => {
    const outcome = sends(new Walker(knowledge), 'sticker')
    expect(said(outcome)).toContain('trợ lý tự động')
    expect(said(outcome)).toContain('cảm ơn')
  })

  it('opens the menu where somebody gave their name and phone', () => {
    const outcome = sends(somebody(), 'contact')
    expect(said(outcome)).toContain('Đang cần việc nào')
    expect(outcome.replies.at(-1)?.choices.map(({ title }) => title)).toContain('Mọi việc')
  })

  it('is for the staff while they answer', () => {
    const walker = somebody()
    walker.take({ kind: 'staffSpoke' })
    expect(sends(walker, 'image', 'giấy này được chưa ạ').replies).toEqual([])
    expect(walker.take({ kind: 'media', media: 'location', at: null }).replies).toEqual([])
    expect(walker.conversation.staffSince).not.toBeNull()
  })
})

describe('what is written under it', () => {
  it('is answered as a text', () => {
    const outcome = sends(somebody(), 'image', 'đăng ký tạm trú')
    expect(said(outcome)).toContain('chưa xem được ảnh')
    expect(said(outcome)).toContain('Đăng ký tạm trú: ')
    expect(outcome.events).toMatchObject([{ type: 'question_asked', status: 'answered', topic: '1.004194' }])
  })

  it('answers the step', () => {
    const walker = somebody()
    walker.start('thu')
    expect(said(sends(walker, 'image', '3 người'))).toContain('Đến từ ngày nào ạ?')
    expect(walker.conversation.runs[0]?.answers.so?.value).toBe('3')
  })

  it('is no question that was not understood where it only points at the picture', () => {
    const outcome = sends(somebody(), 'image', 'giấy này nè')
    expect(said(outcome)).toMatch(/^Ở đây mình chưa xem được ảnh/)
    expect(outcome.events).toEqual([])
  })

  it('brings the bot back from the staff by a command', () => {
    const walker = somebody()
    walker.take({ kind: 'staffSpoke' })
    expect(said(sends(walker, 'image', 'menu'))).toContain('Đang cần việc nào')
    expect(walker.conversation.staffSince).toBeNull()
  })
})

describe('a number of twelve digits', () => {
  const NUMBERS = ['012345678901', '012 345 678 901', 'số là 0123.4567.8901 ạ']
  const warned = (outcome: Outcome) => {
    expect(said(outcome)).toContain('không cần số giấy tờ')
    expect(outcome.events).toContainEqual({ type: 'personal_data_refused' })
    expect(JSON.stringify(outcome)).not.toMatch(/0123|8901/)
  }

  it.each(NUMBERS)('is warned of under a picture: %s', number => {
    const outcome = sends(somebody(), 'image', number)
    warned(outcome)
    expect(said(outcome)).toContain('chưa xem được ảnh')
  })

  it.each(['Nhà có mấy người', 'Đến từ ngày nào', 'Mã hồ sơ là gì', 'Cổng ghi trạng thái gì'])(
    'is warned of and is no answer where something is typed: %s',
    question => {
      for (const number of NUMBERS) {
        const walker = somebody()
        let shown = walker.start('thu')
        for (const typed of ['4', '15/7/2026', 'H56.34-240820-0012']) {
          if (said(shown).includes(question)) break
          shown = says(walker, typed)
        }
        const before = walker.conversation.runs[0]?.answers
        const outcome = says(walker, number)
        warned(outcome)
        expect(said(outcome)).toContain(question)
        expect(walker.conversation.runs[0]?.answers).toEqual(before)
      }
    },
  )
})
