import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OutgoingReply } from '../../src/channels/channel.ts'
import { render } from '../../src/channels/messenger/render.ts'
import { MessengerMessages } from '../fakes/messenger-messages.ts'

const PERSON = '7000000000000007'
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
const portal = { title: 'Cổng quốc gia', url: 'https://dichvucong.gov.vn' }

/** What Messenger makes of the rendered requests; fails where it refuses one. */
function taken(reply: OutgoingReply) {
  const messenger = new MessengerMessages()
  messenger.acted(PERSON, 0)
  for (const request of render(reply, PERSON, PUBLIC_URL))
    expect(messenger.take(JSON.stringify(request), 0)).toMatchObject({ status: 200 })
  return messenger
}
const shown = (reply: OutgoingReply) => taken(reply).all

describe('a reply on Messenger', () => {
  it('puts a number to call on a button before the choices, or beside quick replies where they are many', () => {
    const call = { title: 'Gọi cán bộ', phone: '+842370000000' }
    const button = { type: 'phone_number', title: 'Gọi cán bộ', payload: '+842370000000' }
    const said = { ...plain, text: 'Gọi 0237 000 0000.', calls: [call] }
    const [few] = shown({ ...said, choices: [choice('Chuyển'), choice('Thôi')] })
    expect(few?.buttons.map(({ type, title }) => [type, title])).toEqual([
      ['phone_number', 'Gọi cán bộ'],
      ['postback', '1. Chuyển'],
      ['postback', '2. Thôi'],
    ])
    const [many] = shown({ ...said, choices: ['A', 'B', 'C'].map(title => choice(title)) })
    expect(many?.buttons).toEqual([button])
    expect(many?.quickReplies).toHaveLength(3)
  })

  it('writes a number to call only in the text where it says no country, or the text is too long for buttons', () => {
    const hotline = [{ title: 'Gọi tổng đài', phone: '19000368' }]
    expect(shown({ ...plain, text: 'Gọi 1900 0368.', calls: hotline })[0]?.buttons).toEqual([])
    const calls = [{ title: 'Gọi cán bộ', phone: '+842370000000' }]
    expect(shown({ ...plain, text: 'Gọi. '.repeat(150), calls })[0]?.buttons).toEqual([])
  })

  it('puts up to three choices on buttons that stay, numbered there and under the text', () => {
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
      { type: 'postback', title: '1. Có', payload: '#dl:Có' },
      { type: 'postback', title: '2. Không', payload: '#dl:Không' },
      { type: 'postback', title: '3. Trở lại', payload: '#dl:Trở lại' },
    ])
    expect(message?.quickReplies).toEqual([])
  })

  it('makes quick replies of more choices, and cuts their titles between words', () => {
    const [message] = shown({
      ...plain,
      text: 'Đang vướng ở chỗ nào ạ?',
      choices: ['SIM đứng tên người khác', 'SIM bị chặn', 'Không nhận được mã', 'Chỗ khác'].map(title =>
        choice(title),
      ),
    })
    expect(message?.buttons).toEqual([])
    expect(message?.quickReplies.map(({ title }) => title)).toEqual([
      '1. SIM đứng tên…',
      '2. SIM bị chặn',
      '3. Không nhận được…',
      '4. Chỗ khác',
    ])
    expect(message?.text).toContain('1. SIM đứng tên người khác\n2. SIM bị chặn')
  })

  it('gives the thirteen quick replies to the main choices first, and keeps the numbers', () => {
    const main = Array.from({ length: 12 }, (_, index) => choice(`Việc ${index + 1}`))
    const [message] = shown({
      ...plain,
      text: 'Đang cần việc nào ạ?',
      choices: [choice('Trở lại', true), choice('Gặp cán bộ', true), ...main],
    })
    const titles = message?.quickReplies.map(({ title }) => title)
    expect(titles).toHaveLength(13)
    expect(titles?.[0]).toBe('3. Việc 1')
    expect(titles?.at(-1)).toBe('1. Trở lại')
    expect(message?.text).toContain('2. Gặp cán bộ')
  })

  it('puts links on buttons, beside quick replies where all together are more than three', () => {
    const [message, ...more] = shown({
      ...plain,
      text: 'Mở trang này, rồi đăng nhập.',
      choices: [choice('Xong rồi'), choice('Bị vướng'), choice('Trở lại', true)],
      links: [portal],
    })
    expect(more).toEqual([])
    expect(message?.buttons).toEqual([{ type: 'web_url', ...portal }])
    expect(message?.quickReplies).toHaveLength(3)
    expect(message?.text).not.toContain(portal.url)
  })

  it('says in full what is too long for the button of a link, and opens our own pages', () => {
    const [message] = shown({
      ...plain,
      text: 'Xem tại đây.',
      links: [{ title: 'Mở Cổng Dịch vụ công quốc gia', url: '/phieu/K7M2QD' }],
    })
    expect(message?.text).toBe('Xem tại đây.\n\nMở Cổng Dịch vụ công quốc gia')
    expect(message?.buttons).toEqual([
      { type: 'web_url', title: 'Mở Cổng Dịch vụ…', url: `${PUBLIC_URL}/phieu/K7M2QD` },
    ])
  })

  it.each([
    ['640 characters are a template', 640, 1],
    ['641 are a plain text with quick replies and the address written out', 641, 0],
  ])('%s', (_label, length, buttons) => {
    const tail = '\n\n1. Xong rồi\n\nTrả lời bằng số, hoặc chạm vào lựa chọn bên dưới.'
    const [message] = shown({
      ...plain,
      text: 'á'.repeat(length - tail.length),
      choices: [choice('Xong rồi')],
      links: [portal],
    })
    expect(message?.buttons.filter(({ type }) => type === 'web_url')).toHaveLength(buttons)
    expect(message?.text?.includes(portal.url)).toBe(buttons === 0)
    expect(message?.quickReplies).toHaveLength(1 - buttons)
  })

  it('writes out an address that no button can open', () => {
    const [message] = shown({ ...plain, text: 'Gọi', links: [{ title: 'Gọi Trung tâm', url: 'tel:1022' }] })
    expect(message).toMatchObject({ buttons: [], text: 'Gọi\n\nGọi Trung tâm:\ntel:1022' })
  })

  it('sends the picture first, from the public address, and says with the text what it shows', () => {
    const [picture, text] = shown({
      ...plain,
      text: 'Soạn TTTB gửi 1414.',
      picture: { file: 'kiem-tra-sim.png', alt: 'Màn hình tin nhắn gửi 1414' },
    })
    expect(picture).toMatchObject({ image: `${PUBLIC_URL}/pictures/kiem-tra-sim.png`, text: null })
    expect(text?.text).toBe('Soạn TTTB gửi 1414.\n\nHình: Màn hình tin nhắn gửi 1414')
  })

  it('names a drawing that Messenger cannot show with its address', () => {
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
    expect(messages.map(message => message.quickReplies.length)).toEqual([0, 1])
  })

  it('counts letters as they are composed, so that NFD does not cut what fits', () => {
    const text = 'ề'.repeat(2_000)
    expect(shown({ ...plain, text: text.normalize('NFD') }).map(message => message.text)).toEqual([text])
  })

  it('marks every message, so that its echo is known', () => {
    const messages = shown({ ...plain, text: 'á'.repeat(3_000), picture: { file: 'a.png', alt: 'A' } })
    expect(messages.map(({ metadata }) => metadata)).toEqual(['dan-loi', 'dan-loi', 'dan-loi'])
  })

  it('shows behind the words that somebody writes while a look-up is under way', () => {
    const { shown: order, all } = taken({ ...plain, text: 'Đang tra cứu…', working: true })
    expect(order.map(({ what }) => what)).toEqual([all[0]?.id, 'typing_on'])
  })

  it('says nothing when there is nothing to say', () => {
    expect(render(plain, PERSON, PUBLIC_URL)).toEqual([])
  })

  it('still shows a link when there is nothing but the link', () => {
    const [message] = shown({ ...plain, links: [portal] })
    expect(message?.text).toContain(portal.title)
  })
})

const word = fc.oneof(
  fc.constantFrom(
    'căn',
    'cước',
    'khai',
    'sinh.',
    'hộ',
    'khẩu!\n',
    '\n\n',
    'nộp…',
    'ề'.normalize('NFD'),
    '👩‍👩‍👧',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)
const text = (max: number) => fc.array(word, { maxLength: max }).map(words => words.join(' '))
const url = fc.oneof(
  fc.webUrl(),
  fc.constantFrom('VNeID', '/thu-tuc/1.004194', 'https://', 'https://[a'),
  fc.stringMatching(/^https:\/\/[a-z]{1,300}\.gov\.vn$/),
)
const replies: fc.Arbitrary<OutgoingReply> = fc.record({
  text: fc.oneof(text(40), text(900), fc.string({ unit: 'grapheme', minLength: 600, maxLength: 4_100 })),
  choices: fc.array(
    fc.record({
      title: fc.oneof(text(3), text(60)),
      payload: fc.oneof(fc.string({ maxLength: 200 }), fc.string({ minLength: 995, maxLength: 1_005 })),
      secondary: fc.boolean(),
    }),
    { maxLength: 16 },
  ),
  picture: fc.option(fc.record({ file: fc.constantFrom('a.png', 'b.jpg', 'c.svg'), alt: text(5) })),
  links: fc.array(fc.record({ title: fc.oneof(text(4), text(50)), url }), { maxLength: 5 }),
  progress: fc.option(fc.record({ step: fc.nat(30), atMost: fc.nat(30), title: text(5) })),
  working: fc.boolean(),
})

const unspaced = (written: string) => written.normalize('NFC').replace(/\s+/g, '')

describe('any reply', () => {
  it('is within the limits of Messenger, and loses no choice, no link and no letter', () => {
    fc.assert(
      fc.property(replies, reply => {
        const messages = shown(reply)
        const written = unspaced(messages.map(message => message.text ?? '').join('\n'))
        expect(written).toContain(unspaced(reply.text))
        for (const [index, { title }] of reply.choices.entries())
          expect(written).toContain(`${index + 1}.${unspaced(title)}`)
        const buttons = messages.flatMap(message => message.buttons)
        for (const link of reply.links) {
          const whole = link.url.startsWith('/') ? PUBLIC_URL + link.url : link.url
          const onButton = buttons.some(button => button.url === whole.trim())
          const isNamed =
            written.includes(unspaced(link.title)) ||
            buttons.some(({ title }) => unspaced(title) === unspaced(link.title))
          expect(isNamed && (onButton || written.includes(unspaced(whole)))).toBe(true)
        }
        const tappable = [...messages.flatMap(message => message.quickReplies), ...buttons]
        const fitting = reply.choices.filter(({ payload }) => payload !== '' && payload.length <= 1_000)
        expect(tappable.filter(({ payload }) => payload !== undefined)).toHaveLength(
          Math.min(13, fitting.length),
        )
        for (const message of messages) expect(message.text ?? 'a').toBe((message.text ?? 'a').toWellFormed())
      }),
      { numRuns: 300 },
    )
  })
})
