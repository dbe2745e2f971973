import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonOrNothing } from '../../src/channels/common/json.ts'
import { readBatch } from '../../src/channels/messenger/batch.ts'

const USER = '7000000000000007'
const PAGE = '100000000000001'
const APP = '200000000000002'
const INBOX = '263902037430900'
const context = { account: `messenger:${PAGE}`, appId: APP, pageId: PAGE, receivedAt: 1790000009999 }

const call = (lists: object) => ({ object: 'page', entry: [{ id: PAGE, time: 1790000000500, ...lists }] })
const read = (json: object) => readBatch(jsonOrNothing(JSON.stringify(json)), [context])
const item = (what: object) => ({
  sender: { id: USER },
  recipient: { id: PAGE },
  timestamp: 1790000000400,
  ...what,
})
const message = (what: object) => item({ message: { mid: 'm_example1', ...what } })
const attached = (type: string, payload: object | null, also: object = {}) =>
  message({ attachments: [{ type, ...(payload && { payload }) }], ...also })
const echo = (what: object) => ({
  sender: { id: PAGE },
  recipient: { id: USER },
  timestamp: 1790000000400,
  message: { mid: 'm_echo1', is_echo: true, ...what },
})
const media = (kind: string, text: string | null = null) => ({ kind: 'media', media: kind, text })
const openThread = (ref: string, also: object = {}) => ({
  ref,
  source: 'SHORTLINK',
  type: 'OPEN_THREAD',
  ...also,
})
const ad = { source: 'ADS', type: 'OPEN_THREAD', ad_id: '6000000000006', ads_context_data: { ad_title: 'A' } }
const OURS = '#dl:eyJkbyI6Im5vbmUifQ'

describe('an event that concerns a conversation', () => {
  it.each([
    ['a text', message({ text: 'Xem giá ạ' }), { kind: 'text', text: 'Xem giá ạ' }],
    [
      'a text that quotes',
      message({ text: 'cái này', reply_to: { mid: 'm_0' } }),
      { kind: 'text', text: 'cái này' },
    ],
    ['a typed payload, which is no tap', message({ text: OURS }), { kind: 'text', text: OURS }],
    [
      'a quick reply of ours',
      message({ text: '1. Có', quick_reply: { payload: OURS } }),
      { kind: 'tap', payload: OURS, title: '1. Có' },
    ],
    [
      'a button of ours',
      item({ postback: { mid: 'm_p', title: '2. Không', payload: OURS } }),
      { kind: 'tap', payload: OURS, title: '2. Không' },
    ],
    [
      'a question that the operator put up on the Page',
      item({ postback: { mid: 'm_p', title: 'Làm giấy khai sinh thế nào?', payload: 'ICE_1' } }),
      { kind: 'text', text: 'Làm giấy khai sinh thế nào?' },
    ],
    [
      'Get Started',
      item({ postback: { mid: 'm_p', title: 'Bắt đầu', payload: 'GET_STARTED' } }),
      { kind: 'arrived', link: null },
    ],
    [
      'Get Started by a link',
      item({
        postback: {
          mid: 'm_p',
          title: 'Bắt đầu',
          payload: 'GET_STARTED',
          referral: openThread('to-3-thon-ha'),
        },
      }),
      { kind: 'arrived', link: 'to-3-thon-ha' },
    ],
    [
      'Get Started whose link is spelt the other way',
      item({
        postback: {
          title: 'Bắt đầu',
          payload: 'START',
          referral: openThread('TNV_7', { source: 'SHORT-URL' }),
        },
      }),
      { kind: 'arrived', link: 'TNV_7' },
    ],
    [
      'Get Started by an ad',
      item({ postback: { title: 'Bắt đầu', payload: 'X', referral: ad } }),
      { kind: 'arrived', link: null },
    ],
    [
      'a link to a known person',
      item({ referral: openThread('to-3-thon-ha') }),
      { kind: 'arrived', link: 'to-3-thon-ha' },
    ],
    ['an ad', item({ referral: ad }), { kind: 'arrived', link: null }],
    [
      'a link that is no code of ours',
      item({ referral: openThread('a b<script>') }),
      { kind: 'arrived', link: null },
    ],
    [
      'a text that an ad led to',
      message({ text: 'tư vấn giúp', referral: ad }),
      { kind: 'text', text: 'tư vấn giúp' },
    ],
    ['a picture', attached('image', { url: 'https://scontent.example/a.jpg' }), media('image')],
    [
      'a picture with words',
      attached('image', { url: 'https://a.vn/a.jpg' }, { text: 'giấy này ạ' }),
      media('image', 'giấy này ạ'),
    ],
    [
      'a sticker as it was',
      attached('image', { url: 'https://a.vn/s.png', sticker_id: 369239263222822 }),
      media('sticker'),
    ],
    [
      'a sticker as it is',
      attached('sticker', { url: 'https://a.vn/s.png', sticker_id: 369239263222822 }),
      media('sticker'),
    ],
    ['a sticker without a number', attached('sticker', { url: 'https://a.vn/s.png' }), media('sticker')],
    ['a voice message', attached('audio', { url: 'https://a.vn/a.mp4' }), media('voice')],
    ['a video', attached('video', { url: 'https://a.vn/v.mp4' }), media('video')],
    ['a file', attached('file', { url: 'https://a.vn/don.pdf' }), media('file')],
    [
      'a shared page without a payload',
      attached('fallback', null, { text: 'https://a.vn' }),
      media('link', 'https://a.vn'),
    ],
    ['a reel', attached('reel', { url: 'https://a.vn', title: 'R' }), media('link')],
    ['something new', attached('hologram', { url: 'https://a.vn' }), media('other')],
    ['something that Meta itself cannot show', message({ is_unsupported: true }), media('other')],
    [
      'a place',
      attached('location', { coordinates: { lat: 19.8, long: 105.7 } }, { text: 'nhà số 3' }),
      { ...media('location'), at: { latitude: 19.8, longitude: 105.7 } },
    ],
    [
      'a place that cannot be',
      attached('location', { coordinates: { lat: 910, long: 1 } }),
      { ...media('location'), at: null },
    ],
    [
      'a mended message',
      item({ message_edit: { mid: 'm_example1', text: 'làm lại khai sinh', num_edit: 2 } }),
      { kind: 'text', text: 'làm lại khai sinh' },
    ],
    [
      'staff in the inbox',
      echo({ app_id: Number(INBOX), text: 'Chào cô' }),
      { kind: 'staffSpoke', text: 'Chào cô' },
    ],
    ['staff without an app', echo({ text: 'Chào cô' }), { kind: 'staffSpoke', text: 'Chào cô' }],
    [
      'a picture by staff',
      echo({ attachments: [{ type: 'image', payload: { url: 'x' } }] }),
      { kind: 'staffSpoke', text: null },
    ],
    [
      'the inbox that takes over',
      item({ take_thread_control: { previous_owner_app_id: APP, new_owner_app_id: INBOX } }),
      { kind: 'staffSpoke', text: null },
    ],
    [
      'somebody who takes over, unnamed',
      item({ take_thread_control: {} }),
      { kind: 'staffSpoke', text: null },
    ],
    [
      'the inbox that gives back',
      item({ pass_thread_control: { previous_owner_app_id: Number(INBOX), new_owner_app_id: Number(APP) } }),
      { kind: 'handedBack' },
    ],
    [
      'somebody who gives back, unnamed',
      item({ pass_thread_control: { previous_owner_app_id: null } }),
      { kind: 'handedBack' },
    ],
    [
      'one app that hands over to another',
      item({ pass_thread_control: { previous_owner_app_id: APP, new_owner_app_id: INBOX } }),
      { kind: 'staffSpoke', text: null },
    ],
  ])('%s', (_label, event, what) => {
    const { arrivals, passedOver } = read(call({ messaging: [event] }))
    expect(arrivals).toEqual([
      { account: `messenger:${PAGE}`, person: USER, messageId: expect.any(String), at: 1790000000400, what },
    ])
    expect(passedOver).toEqual([])
  })

  it('is an arrival by a link and then a text where a link led to the text', () => {
    const { arrivals } = read(call({ messaging: [message({ text: 'chào', referral: openThread('to-3') })] }))
    expect(arrivals.map(({ what }) => what)).toEqual([
      { kind: 'arrived', link: 'to-3' },
      { kind: 'text', text: 'chào' },
    ])
    expect(new Set(arrivals.map(({ messageId }) => messageId)).size).toBe(2)
  })

  it('has an id of its own for each time a message is mended, and the same when it is delivered again', () => {
    const edit = (num_edit: number) => item({ message_edit: { mid: 'm_example1', text: 'chào', num_edit } })
    const messaging = [message({ text: 'chao' }), edit(1), edit(2), edit(2)]
    const ids = read(call({ messaging })).arrivals.map(({ messageId }) => messageId)
    expect(new Set(ids)).toEqual(new Set(['m_example1', 'm_example1:edit:1', 'm_example1:edit:2']))
  })

  it('has the same id when an event without one is delivered again, and another for another time', () => {
    const at = (timestamp: number) => ({ ...item({ referral: openThread('to-3') }), timestamp })
    const [first, again, later] = read(call({ messaging: [at(1), at(1), at(2)] })).arrivals
    expect(again?.messageId).toBe(first?.messageId)
    expect(later?.messageId).not.toBe(first?.messageId)
  })

  it('keeps every digit of an id that was written as a number', () => {
    const text = JSON.stringify(call({ messaging: [message({ text: 'chào' })] })).replaceAll(
      `"${USER}"`,
      '70000000000000000123',
    )
    expect(readBatch(jsonOrNothing(text), [context]).arrivals[0]?.person).toBe('70000000000000000123')
  })
})

describe('what a person says while staff hold the conversation', () => {
  it.each([
    ['a text', message({ text: 'cô ơi' }), { text: 'cô ơi', media: null }],
    ['a command, which is not for the bot', message({ text: 'danh mục' }), { text: 'danh mục', media: null }],
    [
      'a button, which has no payload here',
      item({ postback: { title: '1. Có' } }),
      { text: '1. Có', media: null },
    ],
    [
      'a quick reply of ours',
      message({ text: '1. Có', quick_reply: { payload: OURS } }),
      { text: '1. Có', media: null },
    ],
    ['a picture', attached('image', { url: 'x' }), { text: null, media: 'image' }],
    [
      'Get Started',
      item({ postback: { title: 'Bắt đầu', payload: 'GET_STARTED' } }),
      { text: null, media: null },
    ],
  ])('is overheard: %s', (_label, event, what) => {
    const { arrivals, passedOver } = read(call({ standby: [event] }))
    expect(arrivals.map(one => one.what)).toEqual([{ kind: 'overheard', ...what }])
    expect(passedOver).toEqual([])
  })

  it('is known again by its id when the same message comes once more after they gave back', () => {
    const event = message({ text: 'cô ơi' })
    const ids = read(call({ standby: [event], messaging: [event] })).arrivals.map(
      ({ messageId }) => messageId,
    )
    expect(ids).toEqual(['m_example1', 'm_example1'])
  })

  it('counts a link that somebody opens then, behind the word that staff hold the conversation', () => {
    const { arrivals } = read(call({ standby: [item({ referral: openThread('to-3') })] }))
    expect(arrivals.map(one => one.what)).toEqual([
      { kind: 'overheard', text: null, media: null },
      { kind: 'arrived', link: 'to-3' },
    ])
    expect(new Set(arrivals.map(({ messageId }) => messageId)).size).toBe(2)
  })

  it('leaves echoes of staff what they are, and passes over receipts', () => {
    const standby = [echo({ app_id: INBOX, text: 'Chào cô' }), item({ read: { watermark: 1 } })]
    const { arrivals, passedOver } = read(call({ standby }))
    expect(arrivals.map(one => one.what)).toEqual([{ kind: 'staffSpoke', text: 'Chào cô' }])
    expect(passedOver).toEqual(['ignored_read'])
  })
})

describe('an echo of what the bot itself sent', () => {
  it.each([{ app_id: Number(APP) }, { app_id: APP }, { metadata: 'dan-loi' }])(
    'is no event, and proves what was taken: %j',
    also => {
      expect(read(call({ messaging: [echo({ ...also, text: 'Xin chào!' })] }))).toEqual({
        arrivals: [],
        echoes: [
          { account: `messenger:${PAGE}`, person: USER, messageId: 'm_echo1', mark: null, text: 'Xin chào!' },
        ],
        passedOver: [],
      })
    },
  )
})

describe('an event that is passed over', () => {
  it.each([
    ['unsent', message({ is_deleted: true })],
    ['unsent', message({ is_deleted: true, text: 'chào' })],
    ['empty_message', message({ text: '  ' })],
    ['empty_message', message({})],
    ['empty_message', item({ message_edit: { mid: 'm_1', text: ' ' } })],
    ['ignored_delivery', item({ delivery: { watermark: 1790000000000 } })],
    ['ignored_delivery', item({ delivery: { mids: ['m_1'], watermark: 1 } })],
    ['ignored_read', item({ read: { watermark: 1 } })],
    ['ignored_reaction', item({ reaction: { mid: 'm_1', action: 'react', emoji: '❤' } })],
    ['ignored_optin', item({ optin: { type: 'notification_messages' } })],
    ['ignored_request_thread_control', item({ request_thread_control: { requested_owner_app_id: 1 } })],
    [
      'ignored_app_roles',
      { recipient: { id: PAGE }, timestamp: 1, app_roles: { [APP]: ['primary_receiver'] } },
    ],
    ['unknown_event', item({ hologram: {} })],
    ['unknown_event', {}],
    ['malformed_event', null],
    ['malformed_event', message({ text: 7 })],
    ['malformed_event', item({ message: 'chào' })],
    ['malformed_event', { ...message({ text: 'chào' }), sender: null }],
    ['malformed_event', { ...message({ text: 'chào' }), sender: { id: '\ud800' } }],
    ['malformed_event', { ...item({ referral: openThread('a') }), timestamp: undefined }],
    ['other_page', { ...message({ text: 'chào' }), recipient: { id: '9' } }],
    ['other_page', { ...message({ text: 'chào' }), sender: { id: PAGE }, recipient: { id: USER } }],
  ])('%s', (reason, event) => {
    expect(read(call({ messaging: [event] }))).toEqual({
      arrivals: [],
      echoes: [],
      passedOver: [reason],
    })
  })

  it('takes nothing away from its neighbours', () => {
    const messaging = [null, message({ text: 'chào' }), item({ read: { watermark: 1 } })]
    const { arrivals, passedOver } = read(call({ messaging }))
    expect(arrivals).toHaveLength(1)
    expect(passedOver).toEqual(['malformed_event', 'ignored_read'])
  })
})

describe('any call', () => {
  const oneOf = fc.constantFrom(
    ...[message({ text: 'chào' }), attached('image', { url: 'x' }), echo({ text: 'a' })],
    ...[item({ postback: { title: 'a', payload: OURS } }), item({ referral: openThread('a') })],
  )
  const mangled = fc
    .tuple(oneOf, fc.string(), fc.jsonValue())
    .map(([event, key, value]) => ({ ...event, [key]: value }))
  const items = fc.array(fc.oneof(oneOf, mangled, fc.jsonValue()), { maxLength: 8 })

  it('is read without a fault, and of each item something comes', () => {
    fc.assert(
      fc.property(items, items, (messaging, standby) => {
        const { arrivals, echoes, passedOver } = read(call({ messaging, standby }))
        expect(arrivals.length + echoes.length + passedOver.length).toBeGreaterThanOrEqual(
          messaging.length + standby.length,
        )
      }),
      { numRuns: 500 },
    )
    fc.assert(fc.property(fc.jsonValue(), json => void readBatch(json, [context])))
  })
})
