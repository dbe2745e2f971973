import { describe, expect, it } from 'vitest'
import { readEvent } from '../../src/channels/zalo/events.ts'
import { readJson } from '../../src/channels/zalo/json.ts'

const USER = '2000000000000000002'
const OA = '4000000000000000004'
const STAFF = '5000000000000000005'
const context = { account: `zalo:${OA}`, oaId: OA, receivedAt: 1790000009999 }

const read = (event: object) => readEvent(readJson(JSON.stringify(event)), context)
const fromUser = (name: string, message: object, also: object = {}) => ({
  app_id: '1000000000000000001',
  user_id_by_app: '3000000000000000003',
  sender: { id: USER },
  recipient: { id: OA },
  event_name: name,
  message: { msg_id: 'a1b2c3d4e5f60718293a', ...message },
  timestamp: '1790000000123',
  ...also,
})
const attached = (type: string, payload: object, also: object = {}) => ({
  ...also,
  attachments: [{ type, payload }],
})
const relation = (name: string) => ({
  oa_id: OA,
  follower: { id: USER },
  user_id_by_app: '3000000000000000003',
  event_name: name,
  source: 'oa_profile',
  app_id: '1000000000000000001',
  timestamp: '1790000000456',
})
const fromOa = (name: string, sender: object, message: object) => ({
  app_id: '1000000000000000001',
  sender: { id: OA, ...sender },
  recipient: { id: USER },
  event_name: name,
  message: { msg_id: 'bb11cc22dd33ee44ff55', ...message },
  timestamp: '1790000001999',
})

describe('an event that concerns a conversation', () => {
  it.each([
    [
      'a text',
      fromUser('user_send_text', { text: 'Còn phòng không ạ?' }),
      { kind: 'text', text: 'Còn phòng không ạ?' },
    ],
    [
      'a text that quotes',
      fromUser('user_send_text', { text: 'cái này nè', quote_msg_id: '0f1e2d3c4b5a69788796' }),
      { kind: 'text', text: 'cái này nè' },
    ],
    [
      'a tap, which comes as a text',
      fromUser('user_send_text', { text: '#dl:eyJkbyI6Im5vbmUifQ' }),
      { kind: 'tap', payload: '#dl:eyJkbyI6Im5vbmUifQ', title: null },
    ],
    ['another hash word', fromUser('user_send_text', { text: '#menu' }), { kind: 'text', text: '#menu' }],
    [
      'a picture',
      fromUser(
        'user_send_image',
        attached('image', { url: 'https://f1.zdn.vn/a.jpg', thumbnail: 'https://f1.zdn.vn/t.jpg' }),
      ),
      { kind: 'media', media: 'image', text: null },
    ],
    [
      'a picture with words',
      fromUser(
        'user_send_image',
        attached('image', { url: 'https://f1.zdn.vn/a.jpg' }, { text: 'giấy này ạ' }),
      ),
      { kind: 'media', media: 'image', text: 'giấy này ạ' },
    ],
    [
      'a GIF',
      fromUser('user_send_gif', attached('gif', { url: 'https://f1.zdn.vn/a.gif' })),
      { kind: 'media', media: 'image', text: null },
    ],
    [
      'a link',
      fromUser('user_send_link', attached('link', { url: 'https://dichvucong.gov.vn', description: 'Cổng' })),
      { kind: 'media', media: 'other', text: null },
    ],
    [
      'a voice message',
      fromUser('user_send_audio', attached('audio', { url: 'https://f1.zdn.vn/a.aac' })),
      { kind: 'media', media: 'voice', text: null },
    ],
    [
      'a video',
      fromUser('user_send_video', attached('video', { url: 'https://f1.zdn.vn/a.mp4' })),
      { kind: 'media', media: 'other', text: null },
    ],
    [
      'a sticker',
      fromUser('user_send_sticker', attached('sticker', { url: 'https://zalo.me/s', id: 46991 })),
      { kind: 'media', media: 'sticker', text: null },
    ],
    [
      'a place, as an attachment',
      fromUser(
        'user_send_location',
        attached('location', { coordinates: { latitude: '19.8', longitude: '105.7' } }),
      ),
      { kind: 'media', media: 'location', text: null },
    ],
    [
      'a place, within the message',
      fromUser('user_send_location', { location: { latitude: 19.8, longitude: 105.7 } }),
      { kind: 'media', media: 'location', text: null },
    ],
    [
      'a business card',
      fromUser('user_send_business_card', attached('link', { url: 'x' })),
      { kind: 'media', media: 'other', text: null },
    ],
    [
      'a file',
      fromUser(
        'user_send_file',
        attached('file', { url: 'x', name: 'don.pdf', size: '12', type: 'pdf', checksum: 'd41d' }),
      ),
      { kind: 'media', media: 'other', text: null },
    ],
  ])('is read: %s', (_label, event, what) => {
    expect(read(event)).toEqual({
      kind: 'arrival',
      arrival: {
        account: `zalo:${OA}`,
        person: USER,
        messageId: 'a1b2c3d4e5f60718293a',
        at: 1790000000123,
        what,
      },
    })
  })

  it.each([
    ['following', relation('follow'), { kind: 'arrived', link: null }, `follow:${USER}:1790000000456`],
    ['unfollowing', relation('unfollow'), { kind: 'unfollowed' }, `unfollow:${USER}:1790000000456`],
    [
      'touching "Nhắn tin"',
      { event_name: 'user_click_chatnow', user_id: USER, oa_id: OA, app_id: '1', timestamp: '1790000000456' },
      { kind: 'arrived', link: null },
      `user_click_chatnow:${USER}:1790000000456`,
    ],
  ])('has an id of its own without a message, the same each time: %s', (_label, event, what, messageId) => {
    const first = read(event)
    expect(first).toMatchObject({ kind: 'arrival', arrival: { person: USER, messageId, what } })
    expect(read(event)).toEqual(first)
  })

  it.each([
    ['text', { text: 'Dạ em nghe ạ' }, 'Dạ em nghe ạ'],
    ['image', attached('image', { url: 'x' }), null],
    ['file', attached('file', { url: 'x' }), null],
    ['sticker', attached('sticker', { url: 'x' }), null],
    ['gif', attached('gif', { url: 'x' }), null],
    ['list', attached('list', {}), null],
    ['template', attached('template', {}), null],
  ])('tells that staff spoke to the person, by %s', (kind, message, text) => {
    expect(read(fromOa(`oa_send_${kind}`, { admin_id: STAFF }, message))).toMatchObject({
      kind: 'arrival',
      arrival: { person: USER, messageId: 'bb11cc22dd33ee44ff55', what: { kind: 'staffSpoke', text } },
    })
  })
})

describe('an event that is passed over', () => {
  const receipts = { message: { msg_ids: ['x'] } }
  it.each([
    ['the echo of an own message', fromOa('oa_send_text', {}, { text: 'Xin chào!' }), 'own_echo'],
    [
      'an echo that names no admin',
      fromOa('oa_send_text', { admin_id: null }, { text: 'Xin chào!' }),
      'own_echo',
    ],
    [
      'an event of another OA',
      fromUser('user_send_text', { text: 'a' }, { recipient: { id: '499' } }),
      'other_oa',
    ],
    ['a follower of another OA', { ...relation('follow'), oa_id: '499' }, 'other_oa'],
    [
      'contact data',
      fromUser('user_submit_info', {}, { info: { phone: '84900000000' } }),
      'ignored_user_submit_info',
    ],
    ['a reaction', fromUser('user_reacted_message', {}), 'ignored_user_reacted_message'],
    ['a receipt', fromUser('user_received_message', {}), 'ignored_user_received_message'],
    ['a seen mark', { ...fromUser('user_seen_message', {}), ...receipts }, 'ignored_user_seen_message'],
    [
      'a tag',
      { event_name: 'add_user_to_tag', oa_id: OA, tag: { name: 'x', user_ids: [] } },
      'ignored_add_user_to_tag',
    ],
    ['a template', { event_name: 'change_template_status', oa_id: OA }, 'ignored_change_template_status'],
    ['a quota', { event_name: 'change_oa_daily_quota', oa_id: OA }, 'ignored_change_oa_daily_quota'],
    ['a group', { event_name: 'create_group', oa_id: OA }, 'ignored_create_group'],
    ['a message in a group', { event_name: 'user_send_group_text', oa_id: OA }, 'ignored_user_send_group'],
    ['an anonymous message', { event_name: 'anonymous_send_text', anonymous_id: '1' }, 'ignored_anonymous'],
    ['an answer to an anonymous one', { event_name: 'oa_send_anonymous_text' }, 'ignored_oa_send_anonymous'],
    ['one that nobody knows yet', { event_name: 'user_waved', sender: 'somebody' }, 'unknown_event'],
    ['one named as a property of every object', { event_name: 'constructor' }, 'unknown_event'],
    ['an empty text', fromUser('user_send_text', { text: '  ' }), 'empty_text'],
    [
      'a text from nobody',
      { ...fromUser('user_send_text', { text: 'a' }), sender: undefined },
      'malformed_event',
    ],
    ['a text in a wrong shape', fromUser('user_send_text', { text: { de: 1 } }), 'malformed_event'],
    ['a follow without a time', { ...relation('follow'), timestamp: undefined }, 'malformed_event'],
    ['an event without a name', { sender: { id: USER } }, 'malformed_event'],
    ['a list', [1, 2], 'malformed_event'],
  ])('is counted by its reason: %s', (_label, event, reason) => {
    expect(read(event)).toEqual({ kind: 'ignored', reason })
  })
})

describe('an id', () => {
  it('keeps every digit even where Zalo writes it as a number beyond 2^53', () => {
    const body = `{"event_name":"user_send_text","sender":{"id":2000000000000000002},"recipient":{"id":${OA}},
      "message":{"text":"chào","msg_id":9007199254740993},"timestamp":1790000000123}`
    expect(readEvent(readJson(body), context)).toMatchObject({
      kind: 'arrival',
      arrival: { person: USER, messageId: '9007199254740993', at: 1790000000123 },
    })
  })
})
