import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OutgoingReply } from '../../src/channels/channel.ts'
import { render } from '../../src/channels/zalo-bot/render.ts'
import { BotRequest } from '../../src/channels/zalo-bot/request.ts'
import { ZaloBotMessages } from '../fakes/zalo-bot-messages.ts'

const PERSON = 'aa11bb22cc33dd44ee55'
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
function shown(reply: OutgoingReply, publicUrl = PUBLIC_URL) {
  const zalo = new ZaloBotMessages()
  zalo.wrote(PERSON)
  for (const request of render(reply, PERSON, publicUrl)) {
    const { method, body } = BotRequest.parse(request)
    expect(zalo.take(method, JSON.stringify(body), 0)).toMatchObject({ ok: true })
  }
  return zalo
}

describe('a reply on Zalo Bot', () => {
  it('is one text: progress, words, links with their addresses, numbered choices, how to choose', () => {
    const { all } = shown({
      ...plain,
      text: 'SIM có đứng tên mình không ạ?',
      choices: [choice('Có'), choice('Không'), choice('Trở lại', true)],
      links: [{ title: 'Đủ các bước, in được', url: '/huong-dan/tai-khoan' }],
      progress: { step: 3, atMost: 4, title: 'Kiểm tra SIM' },
    })
    expect(all.map(({ text }) => text)).toEqual([
      [
        'Bước 3 · còn nhiều nhất 4 · Kiểm tra SIM',
        'SIM có đứng tên mình không ạ?',
        'Đủ các bước, in được:\nhttps://danloi.example.gov.vn/huong-dan/tai-khoan',
        '1. Có\n2. Không\n3. Trở lại',
        'Trả lời bằng số.',
      ].join('\n\n'),
    ])
  })

  it('writes a number to call as a number', () => {
    const [message] = shown({ ...plain, links: [{ title: 'Gọi Trung tâm', url: 'tel:02371234567' }] }).all
    expect(message?.text).toBe('Gọi Trung tâm:\n02371234567')
  })

  it('sends the picture first, with its words, from the public address', () => {
    const [picture, text] = shown({
      ...plain,
      text: 'Soạn TTTB gửi 1414.',
      picture: { file: 'kiem-tra-sim.png', alt: 'Màn hình tin nhắn gửi 1414' },
    }).all
    expect(picture).toMatchObject({
      image: 'https://danloi.example.gov.vn/pictures/kiem-tra-sim.png',
      text: 'Màn hình tin nhắn gửi 1414',
    })
    expect(text).toMatchObject({ image: null, text: 'Soạn TTTB gửi 1414.' })
  })

  it.each([
    ['a drawing that Zalo cannot show', 'so-do.svg', PUBLIC_URL],
    ['a picture that Zalo would have to fetch without TLS', 'so-do.png', 'http://10.0.0.5:3000'],
  ])('names %s with its address', (_label, file, publicUrl) => {
    const [message] = shown({ ...plain, picture: { file, alt: 'Sơ đồ' } }, publicUrl).all
    expect(message).toMatchObject({ image: null, text: `Sơ đồ:\n${publicUrl}/pictures/${file}` })
  })

  it('shows that somebody writes, after the words, while an answer follows', () => {
    const { all, shown: seen } = shown({ ...plain, text: 'Đang tra cứu…', working: true })
    expect(seen.map(({ what }) => what)).toEqual([all[0]?.id, 'typing'])
  })

  it('keeps the choices together behind a long text', () => {
    const paragraph = 'Mang theo căn cước của hai người. '.repeat(20).trim()
    const texts = shown({
      ...plain,
      text: Array.from({ length: 4 }, () => paragraph).join('\n\n'),
      choices: [choice('Xong rồi')],
    }).all.map(({ text }) => text)
    expect(texts).toHaveLength(2)
    expect(texts[1]).toMatch(/1\. Xong rồi\n\nTrả lời bằng số\.$/)
  })

  it('says nothing when there is nothing to say', () => {
    expect(render(plain, PERSON, PUBLIC_URL)).toEqual([])
  })
})

const words = (max: number) => fc.string({ unit: 'grapheme', maxLength: max })
const replies: fc.Arbitrary<OutgoingReply> = fc.record({
  text: fc.oneof(words(200), fc.string({ unit: 'grapheme', minLength: 1_990, maxLength: 4_100 })),
  choices: fc.array(fc.record({ title: words(120), payload: words(20), secondary: fc.boolean() }), {
    maxLength: 14,
  }),
  picture: fc.option(
    fc.record({
      file: fc.constantFrom('a.png', 'b.jpg', 'c.svg'),
      alt: fc.oneof(words(40), fc.string({ unit: 'grapheme', minLength: 1_990, maxLength: 2_100 })),
    }),
  ),
  links: fc.array(fc.record({ title: words(60), url: fc.webUrl() }), { maxLength: 7 }),
  progress: fc.option(fc.record({ step: fc.nat(30), atMost: fc.nat(30), title: words(30) })),
  working: fc.boolean(),
})
const unspaced = (written: string) => written.normalize('NFC').replace(/\s+/g, '')

describe('any reply', () => {
  it('is within the limits of Zalo, and loses no choice, no link and no letter', () => {
    fc.assert(
      fc.property(replies, reply => {
        const written = unspaced(
          shown(reply)
            .all.map(({ text }) => text ?? '')
            .join('\n'),
        )
        expect(written).toContain(unspaced(reply.text))
        for (const [index, { title }] of reply.choices.entries())
          expect(written).toContain(`${index + 1}.${unspaced(title)}`)
        for (const { url } of reply.links) expect(written).toContain(unspaced(url))
      }),
      { numRuns: 200 },
    )
  })
})
