import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Platform } from '../describe-channel.ts'
import { choice, PUBLIC_URL, plain } from '../setup.ts'
import { anyReply } from './any-reply.ts'

export function rendering({ name, show, hint, taps, texts, sign }: Platform): void {
  const textsOf = (text: string) => show({ ...plain, text }).messages.map(message => message.text)
  const portal = { title: 'Cổng quốc gia', url: 'https://dichvucong.gov.vn' }

  describe('a reply', () => {
    it('is one text: progress, words, numbered choices, how to choose', () => {
      const { messages } = show({
        ...plain,
        text: 'SIM có đứng tên mình không ạ?',
        choices: [choice('Có'), choice('Không'), choice('Trở lại', true)],
        progress: { step: 3, atMost: 4, title: 'Kiểm tra SIM' },
      })
      expect(messages.map(({ text }) => text)).toEqual([
        [
          'Bước 3 · còn nhiều nhất 4 · Kiểm tra SIM',
          'SIM có đứng tên mình không ạ?',
          '1. Có\n2. Không\n3. Trở lại',
          hint,
        ].join('\n\n'),
      ])
      expect(messages[0]?.taps).toEqual(
        [
          { title: '1. Có', payload: '#dl:Có' },
          { title: '2. Không', payload: '#dl:Không' },
          { title: '3. Trở lại', payload: '#dl:Trở lại' },
        ].slice(0, taps),
      )
    })

    it('lets the main choices be tapped first where not all can, and keeps the numbers', () => {
      const main = Array.from({ length: Math.max(taps, 1) - 1 }, (_, index) => choice(`Việc ${index + 1}`))
      const { messages } = show({
        ...plain,
        text: 'Đang cần việc nào ạ?',
        choices: [choice('Trở lại', true), choice('Gặp cán bộ', true), ...main],
      })
      const numbered = [...main.map(({ title }, index) => `${index + 3}. ${title}`), '1. Trở lại']
      expect(messages[0]?.taps.map(({ title }) => title)).toEqual(numbered.slice(0, taps))
      expect(messages[0]?.text).toContain('2. Gặp cán bộ')
    })

    it('sends the picture first, with its words, from the public address', () => {
      const [alt, text] = ['Màn hình tin nhắn gửi 1414', 'Soạn TTTB gửi 1414.']
      const { messages } = show({ ...plain, text, picture: { file: 'kiem-tra-sim.png', alt } })
      expect(messages.map(({ image }) => image)).toEqual([`${PUBLIC_URL}/pictures/kiem-tra-sim.png`, null])
      expect(messages.map(message => message.text)).toEqual(texts(alt, text))
    })

    it('names a drawing that cannot be shown with its address', () => {
      const { messages } = show({ ...plain, picture: { file: 'so-do.svg', alt: 'Sơ đồ' } })
      expect(messages).toMatchObject([{ image: null, text: `Sơ đồ:\n${PUBLIC_URL}/pictures/so-do.svg` }])
    })

    it('cuts a long text between paragraphs and keeps the choices together at the end', () => {
      const paragraph = 'Mang theo căn cước của hai người. '.repeat(20).trim()
      const { messages } = show({
        ...plain,
        text: Array.from({ length: 4 }, () => paragraph).join('\n\n'),
        choices: [choice('Xong rồi')],
      })
      expect(messages.map(({ text }) => text?.split('\n\n')[0])).toEqual([paragraph, paragraph])
      expect(messages[0]?.text).not.toContain('Xong rồi')
      expect(messages[1]?.text?.endsWith(`\n\n1. Xong rồi\n\n${hint}`)).toBe(true)
      expect(messages.map(message => message.taps.length)).toEqual([0, Math.min(taps, 1)])
    })

    it('counts letters as they are composed, so that NFD does not cut what fits', () => {
      const text = 'ề'.repeat(2_000)
      expect(textsOf(text.normalize('NFD'))).toEqual([text])
    })

    it.each([
      ['fills the message', 10, ['a'.repeat(1_989), 'b'.repeat(10)].join(' ')],
      ['is one letter too long', 11, 'a'.repeat(1_989)],
    ])('is cut between words; the last one %s', (_label, length, first) => {
      const text = ['a'.repeat(1_989), 'b'.repeat(length), 'ccc'].join(' ')
      expect(textsOf(text)[0]).toBe(first)
    })

    it('is never cut within an emoji', () => {
      const text = `${'a'.repeat(1_999)}👩‍👩‍👧${'b'.repeat(50)}`
      expect(textsOf(text)).toEqual(['a'.repeat(1_999), `👩‍👩‍👧${'b'.repeat(50)}`])
    })

    it('says nothing when there is nothing to say', () => {
      expect(show(plain)).toEqual({ messages: [], order: [] })
    })

    it('still shows a link when there is nothing but the link', () => {
      const [message] = show({ ...plain, links: [portal] }).messages
      expect(message?.text).toContain(portal.title)
      const opened = message?.opens.map(({ url }) => url) ?? []
      expect([message?.text, ...opened].join('\n')).toContain(portal.url)
    })

    it(`shows ${sign ? 'behind the words' : 'nowhere'} that somebody writes, while an answer follows`, () => {
      const { messages, order } = show({ ...plain, text: 'Đang tra cứu…', working: true })
      expect(order).toEqual([messages[0]?.id, ...(sign ? [sign] : [])])
    })

    it(`is within the limits of ${name}, and loses no choice, no link and no letter`, () => {
      fc.assert(
        fc.property(anyReply, reply => {
          const { messages } = show(reply)
          const written = unspaced(messages.map(message => message.text ?? '').join('\n'))
          expect(written).toContain(unspaced(reply.text))
          for (const [index, { title }] of reply.choices.entries())
            expect(written).toContain(`${index + 1}.${unspaced(title)}`)
          const opened = messages.flatMap(({ opens }) => opens)
          for (const { title, url } of reply.links) {
            const whole = (url.startsWith('/') ? PUBLIC_URL + url : url).trim()
            const onButtons = opened.filter(button => button.url === whole)
            const isNamed =
              written.includes(unspaced(title)) ||
              onButtons.some(button => unspaced(button.title) === unspaced(title))
            expect(isNamed && (onButtons.length > 0 || written.includes(unspaced(whole)))).toBe(true)
          }
          const fitting = reply.choices.filter(({ payload }) => payload !== '' && payload.length <= 1_000)
          expect(messages.flatMap(message => message.taps)).toHaveLength(Math.min(taps, fitting.length))
          for (const { text } of messages) expect(text ?? 'a').toBe((text ?? 'a').toWellFormed())
        }),
        { numRuns: 300 },
      )
    })
  })
}

const unspaced = (written: string) => written.normalize('NFC').replace(/\s+/g, '')
