import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { OutgoingReply } from '../../src/channels/channel.ts'
import { render } from '../../src/channels/zalo/render.ts'
import { ZaloMessages } from '../fakes/zalo-messages.ts'

const PERSON = '2000000000000000002'
const PUBLIC_URL = 'https://danloi.example.gov.vn'

const plain: OutgoingReply = {
  text: '',
  choices: [],
  picture: null,
  links: [],
  progress: null,
  working: false,
}
const choice = (title: string, secondary = false) => ({ title, payload: `#dl:${title}`, secondary })

/** What Zalo makes of the rendered requests; fails where it refuses one. */
function shown(reply: OutgoingReply) {
  const zalo = new ZaloMessages()
  zalo.interacted(PERSON, 0)
  for (const request of render(reply, PERSON, PUBLIC_URL))
    expect(zalo.take(JSON.stringify(request), 0)).toMatchObject({ error: 0 })
  return zalo.all
}

describe('a reply on Zalo', () => {
  it('numbers the choices under the text, says how to choose, and has a button for each', () => {
    const [message, ...more] = shown({
      ...plain,
      text: 'SIM có đứng tên mình không ạ?',
      choices: [choice('Có'), choice('Không'), choice('Trở lại', true)],
      progress: { step: 3, atMost: 4, title: 'Kiểm tra SIM' },
    })
    expect(more).toEqual([])
    expect(message?.text).toBe(
      [
        'Bước 3 · còn nhiều nhất 4 · Kiểm tra SIM',
        'SIM có đứng tên mình không ạ?',
        '1. Có\n2. Không\n3. Trở lại',
        'Trả lời bằng số, hoặc chạm vào lựa chọn bên dưới.',
      ].join('\n\n'),
    )
    expect(message?.buttons).toEqual([
      { title: '1. Có', type: 'oa.query.hide', payload: '#dl:Có' },
      { title: '2. Không', type: 'oa.query.hide', payload: '#dl:Không' },
      { title: '3. Trở lại', type: 'oa.query.hide', payload: '#dl:Trở lại' },
    ])
  })

  it('puts a number to call on the first button, as Zalo dials it, and leaves one that it cannot dial in the text', () => {
    const said = {
      ...plain,
      text: 'Gọi 0237 000 0000.',
      choices: ['A', 'B', 'C', 'D', 'E'].map(title => choice(title)),
    }
    const [message] = shown({ ...said, calls: [{ title: 'Gọi cán bộ', phone: '+842370000000' }] })
    expect(message?.buttons.map(({ title }) => title)).toEqual(['Gọi cán bộ', '1. A', '2. B', '3. C', '4. D'])
    expect(message?.buttons[0]).toEqual({
      title: 'Gọi cán bộ',
      type: 'oa.open.phone',
      payload: { phone_code: '842370000000' },
    })
    const [hotline] = shown({ ...said, calls: [{ title: 'Gọi tổng đài', phone: '19000368' }] })
    expect(hotline?.buttons.map(({ title }) => title)).toEqual(['1. A', '2. B', '3. C', '4. D', '5. E'])
  })

  it('gives the five buttons to the main choices first, and keeps the numbers', () => {
    const titles = ['A', 'B', 'C', 'D']
    const [message] = shown({
      ...plain,
      text: 'Chọn việc',
      choices: [choice('Trở lại', true), choice('Danh mục', true), ...titles.map(title => choice(title))],
    })
    expect(message?.buttons.map(button => button.title)).toEqual([
      '3. A',
      '4. B',
      '5. C',
      '6. D',
      '1. Trở lại',
    ])
    expect(message?.text).toContain('2. Danh mục')
  })

  it('puts links on the buttons that are left, and writes out the others', () => {
    const [message] = shown({
      ...plain,
      text: 'Mở trang này',
      choices: ['A', 'B', 'C', 'D'].map(title => choice(title)),
      links: [
        { title: 'Cổng Dịch vụ công', url: 'https://dichvucong.gov.vn' },
        { title: 'Trang của xã', url: 'https://xa.example.gov.vn' },
      ],
    })
    expect(message?.buttons.at(-1)).toEqual({
      title: 'Cổng Dịch vụ công',
      type: 'oa.open.url',
      payload: { url: 'https://dichvucong.gov.vn' },
    })
    expect(message?.text).toContain('Trang của xã:\nhttps://xa.example.gov.vn')
  })

  it('sends the picture first, with its words, from the public address', () => {
    const [picture, text] = shown({
      ...plain,
      text: 'Soạn TTTB gửi 1414.',
      picture: { file: 'kiem-tra-sim.png', alt: 'Màn hình tin nhắn gửi 1414' },
    })
    expect(picture).toMatchObject({
      image: 'https://danloi.example.gov.vn/pictures/kiem-tra-sim.png',
      text: 'Màn hình tin nhắn gửi 1414',
    })
    expect(text).toMatchObject({ image: null, text: 'Soạn TTTB gửi 1414.' })
  })

  it('names a drawing that Zalo cannot show with its address', () => {
    const [message] = shown({ ...plain, picture: { file: 'so-do.svg', alt: 'Sơ đồ' } })
    expect(message).toMatchObject({ image: null, text: `Sơ đồ:\n${PUBLIC_URL}/pictures/so-do.svg` })
  })

  it('cuts a long text between paragraphs and keeps the choices together at the end', () => {
    const paragraph = 'Mang theo căn cước của hai người. '.repeat(20).trim()
    const messages = shown({
      ...plain,
      text: Array.from({ length: 4 }, () => paragraph).join('\n\n'),
      choices: [choice('Xong rồi')],
    })
    expect(messages.map(message => message.text?.split('\n\n')[0])).toEqual([paragraph, paragraph])
    expect(messages.map(message => message.buttons.length)).toEqual([0, 1])
  })

  it('counts letters as they are composed, so that NFD does not cut what fits', () => {
    const text = 'ề'.repeat(2_000)
    expect(shown({ ...plain, text: text.normalize('NFD') }).map(message => message.text)).toEqual([text])
  })

  it.each([
    ['fills the message', 10, ['a'.repeat(1_989), 'b'.repeat(10)].join(' ')],
    ['is one letter too long', 11, 'a'.repeat(1_989)],
  ])('cuts between words; the last one %s', (_label, length, first) => {
    const text = ['a'.repeat(1_989), 'b'.repeat(length), 'ccc'].join(' ')
    expect(shown({ ...plain, text })[0]?.text).toBe(first)
  })

  it('never cuts within an emoji', () => {
    const text = `${'a'.repeat(1_999)}👩‍👩‍👧${'b'.repeat(50)}`
    expect(shown({ ...plain, text }).map(message => message.text)).toEqual([
      'a'.repeat(1_999),
      `👩‍👩‍👧${'b'.repeat(50)}`,
    ])
  })

  it('says nothing when there is nothing to say', () => {
    expect(render(plain, PERSON, PUBLIC_URL)).toEqual([])
  })

  it('still shows a link when there is nothing but the link', () => {
    const [message] = shown({ ...plain, links: [{ title: 'Cổng', url: 'https://dichvucong.gov.vn' }] })
    expect(message).toMatchObject({ text: 'Cổng', buttons: [{ title: 'Cổng', type: 'oa.open.url' }] })
  })
})

const word = fc.oneof(
  fc.constantFrom(
    'căn',
    'cước',
    'giấy',
    'khai',
    'sinh.',
    'hộ',
    'khẩu!\n',
    '\n\n',
    'nộp…',
    'ề'.normalize('NFD'),
    '👩‍👩‍👧',
    '👍',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)
const text = (max: number) => fc.array(word, { maxLength: max }).map(words => words.join(' '))
const url = fc.oneof(
  fc.webUrl(),
  fc.constant('VNeID'),
  fc.stringMatching(/^https:\/\/[a-z]{1,300}\.gov\.vn$/),
)
const replies: fc.Arbitrary<OutgoingReply> = fc.record({
  text: fc.oneof(text(40), text(900), fc.string({ unit: 'grapheme', minLength: 1_990, maxLength: 4_100 })),
  choices: fc.array(
    fc.record({
      title: fc.oneof(text(3), text(60)),
      payload: fc.oneof(fc.string({ maxLength: 200 }), fc.string({ minLength: 995, maxLength: 1_005 })),
      secondary: fc.boolean(),
    }),
    { maxLength: 14 },
  ),
  picture: fc.option(fc.record({ file: fc.constantFrom('a.png', 'b.jpg', 'c.svg'), alt: text(5) })),
  links: fc.array(fc.record({ title: fc.oneof(text(4), text(50)), url }), { maxLength: 7 }),
  progress: fc.option(fc.record({ step: fc.nat(30), atMost: fc.nat(30), title: text(5) })),
  working: fc.boolean(),
})

const unspaced = (written: string) => written.normalize('NFC').replace(/\s+/g, '')
const linkButton = z.object({ url: z.string() })

describe('any reply', () => {
  it('is within the limits of Zalo, and loses no choice, no link and no letter', () => {
    fc.assert(
      fc.property(replies, reply => {
        const messages = shown(reply)
        const written = unspaced(messages.map(message => message.text ?? '').join('\n'))
        expect(written).toContain(unspaced(reply.text))
        for (const [index, { title }] of reply.choices.entries())
          expect(written).toContain(`${index + 1}.${unspaced(title)}`)
        const opened = messages.flatMap(({ buttons }) =>
          buttons.map(button => ({
            title: button.title,
            url: linkButton.safeParse(button.payload).data?.url,
          })),
        )
        for (const link of reply.links) {
          const onButton = opened.some(
            ({ title, url }) => url === link.url.trim() && unspaced(title) === unspaced(link.title),
          )
          expect(onButton || written.includes(unspaced(link.url))).toBe(true)
        }
        const payloads = messages.flatMap(({ buttons }) => buttons.map(button => button.payload))
        const fitting = reply.choices.filter(({ payload }) => payload !== '' && payload.length <= 1_000)
        expect(payloads.filter(payload => typeof payload === 'string')).toHaveLength(
          Math.min(5, fitting.length),
        )
        for (const message of messages) expect(message.text ?? 'a').toBe((message.text ?? 'a').toWellFormed())
      }),
      { numRuns: 300 },
    )
  })
})
