import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readUpdate } from '../../src/channels/zalo-bot/events.ts'

const CONTEXT = { account: 'zalo-bot:1', receivedAt: 1_800_000_000_000 }
const LAN = 'aa11bb22cc33dd44ee55'

const message = (also: object = {}) => ({
  from: { id: LAN, display_name: 'Lan', is_bot: false },
  chat: { id: LAN, chat_type: 'PRIVATE' },
  message_id: 'ff00ee11dd22cc33bb44',
  date: 1_790_000_000_123,
  ...also,
})
const update = (kind: string, also: object = {}) => ({
  event_name: `message.${kind}.received`,
  message: message(also),
})
const read = (json: unknown) => readUpdate(json, CONTEXT)

describe('an update of Zalo Bot', () => {
  it.each([
    ['in the envelope of Zalo', (inner: object) => ({ ok: true, result: inner })],
    ['without the envelope', (inner: object) => inner],
  ])('is read %s', (_label, shape) => {
    expect(read(shape(update('text', { text: 'Xin chào' })))).toEqual({
      kind: 'arrival',
      arrival: {
        account: 'zalo-bot:1',
        person: LAN,
        messageId: 'ff00ee11dd22cc33bb44',
        at: 1_790_000_000_123,
        what: { kind: 'text', text: 'Xin chào' },
      },
    })
  })

  it.each([
    [
      'image',
      { photo: 'https://f1.zdn.vn/a.jpg', caption: 'giấy này được không' },
      'image',
      'giấy này được không',
    ],
    ['image', { photo: 'https://f1.zdn.vn/a.jpg' }, 'image', null],
    ['sticker', { sticker: '0e078a2cb169a837f178', url: 'https://zalo-api.zadn.vn/s' }, 'sticker', null],
    ['voice', { voice_url: 'https://f1.zdn.vn/a.aac' }, 'voice', null],
    ['unsupported', {}, 'other', null],
  ])(
    'that brings %s %j keeps what it is and what stands under it, and no address',
    (kind, content, media, text) => {
      const event = read({ ok: true, result: update(kind, content) })
      expect(event).toMatchObject({ kind: 'arrival', arrival: { what: { kind: 'media', media, text } } })
      expect(JSON.stringify(event)).not.toContain('zdn.vn')
    },
  )

  it('takes a text for a text whatever it begins with, as there is nothing to tap', () => {
    const text = '#dl:eyJkbyI6Im5vbmUifQ'
    expect(read(update('text', { text }))).toMatchObject({ arrival: { what: { kind: 'text', text } } })
  })

  it('keeps every digit of an id that is a number', () => {
    const wide = '12345678901234567890'
    expect(read(update('text', { text: 'a', chat: { id: wide } }))).toMatchObject({
      arrival: { person: wide },
    })
    expect(read(update('text', { text: 'a', chat: { id: 42 } }))).toMatchObject({ arrival: { person: '42' } })
  })

  it('takes the time of its coming where it has none, and knows its second delivery by the time where it has no id', () => {
    expect(read(update('text', { text: 'a', date: null }))).toMatchObject({
      arrival: { at: CONTEXT.receivedAt },
    })
    const withoutId = update('text', { text: 'a', message_id: null })
    const [one, other] = [read(withoutId), read(withoutId)]
    expect(one).toMatchObject({ arrival: { messageId: expect.stringContaining('1790000000123') } })
    expect(other).toEqual(one)
  })

  it.each([
    ['a group', update('text', { text: 'a', chat: { id: 'g', chat_type: 'GROUP' } }), 'ignored_group'],
    ['another bot', update('text', { text: 'a', from: { id: 'b', is_bot: true } }), 'ignored_bot'],
    ['a blank text', update('text', { text: ' \n' }), 'empty_text'],
    ['something new', update('poll'), 'unknown_event'],
    ['no message', { event_name: 'message.text.received' }, 'malformed_event'],
    ['no chat', update('text', { text: 'a', chat: null }), 'malformed_event'],
    ['neither id nor time', update('text', { text: 'a', message_id: null, date: null }), 'malformed_event'],
    ['half a surrogate as id', update('text', { text: 'a', chat: { id: '\ud800' } }), 'malformed_event'],
    ['a refusal', { ok: false, error_code: 401 }, 'malformed_event'],
    ['a list', [update('text', { text: 'a' })], 'malformed_event'],
    ['nothing', null, 'malformed_event'],
  ])('of %s is only counted', (_label, json, reason) => {
    expect(read(json)).toEqual({ kind: 'ignored', reason })
  })

  it('may hold anything without breaking the reader', () => {
    const names = fc.constantFrom('message.text.received', 'message.image.received', 'x')
    const strange = fc.record({ event_name: names, message: fc.object() }, { requiredKeys: ['event_name'] })
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), strange, fc.record({ result: strange })), json => {
        expect(['arrival', 'ignored']).toContain(read(json).kind)
      }),
    )
  })
})
