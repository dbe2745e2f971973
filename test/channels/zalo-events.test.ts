import { describe, expect, it } from 'vitest'
import { readJson } from '../../src/channels/common/json.ts'
import { readEvent } from '../../src/channels/zalo/events.ts'

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
      { kind: 'media', media: 'sticker', text: null },
    ],
    [
      'a link',
      fromUser('user_send_link', attached('link', { url: 'https://dichvucong.gov.vn', description: 'Cổng' })),
      { kind: 'media', media: 'link', text: null },
    ],
    [
      'a link with words',
      fromUser(
        'user_send_link',
        attached('link', { url: 'https://dvc-gov.top' }, { text: 'trang này có lừa đảo không' }),
      ),
      { kind: 'media', media: 'link', text: 'trang này có lừa đảo không' },
    ],
    [
      'a voice message',
      fromUser('user_send_audio', attached('audio', { url: 'https://f1.zdn.vn/a.aac' })),
      { kind: 'media', media: 'voice', text: null },
    ],
    [
      'a video',
      fromUser('user_send_video', attached('video', { url: 'https://f1.zdn.vn/a.mp4' })),
      { kind: 'media', media: 'video', text: null },
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
        attached(
          'location',
          { coordinates: { latitude: '19.8061', longitude: '105.7756' } },
          { text: 'Nhà số 5, ngõ 12' },
        ),
      ),
      { kind: 'media', media: 'location', text: null, at: { latitude: 19.8061, longitude: 105.7756 } },
    ],
    [
      'a place, within the message',
      fromUser('user_send_location', { location: { latitude: 19.8, longitude: 105.7 } }),
      { kind: 'media', media: 'location', text: null, at: { latitude: 19.8, longitude: 105.7 } },
    ],
    [
      'a business card',
      fromUser(
        'user_send_business_card',
        attached('link', { url: 'x', description: '{"phone":"84912345678"}' }, { text: 'Trần Văn B' }),
      ),
      { kind: 'media', media: 'contact', text: null },
    ],
    [
      'a file',
      fromUser(
        'user_send_file',
        attached('file', { url: 'x', name: 'don.pdf', size: '12', type: 'pdf', checksum: 'd41d' }),
      ),
      { kind: 'media', media: 'file', text: null },
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

describe('the echo of what the bot sent', () => {
  it.each([
    ['names no admin', {}],
    ['says that there is none', { admin_id: null }],
  ])('is known where it %s', (_label, sender) => {
    expect(read(fromOa('oa_send_text', sender, { text: 'Xin chào!' }))).toEqual({
      kind: 'echo',
      echo: {
        account: `zalo:${OA}`,
        person: USER,
        messageId: 'bb11cc22dd33ee44ff55',
        mark: null,
        text: 'Xin chào!',
      },
    })
  })
})

describe('an event that is passed over', () => {
  const receipts = { message: { msg_ids: ['x'] } }
  it.each([
    [
      'an event of another OA',
      fromUser('user_send_text', { text: 'a' }, { recipient: { id: '499' } }),
      'other_oa',
    ],
    ['a follower of another OA', { ...relation('follow'), oa_id: '499' }, 'other_oa'],
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
    [
      'an anonymous message',
      { event_name: 'anonymous_send_text', anonymous_id: '1' },
      'ignored_anonymous_send_text',
    ],
    ['an anonymous voice message', { event_name: 'anonymous_send_audio' }, 'ignored_anonymous'],
    [
      'an answer to an anonymous one',
      { event_name: 'oa_send_anonymous_text' },
      'ignored_oa_send_anonymous_text',
    ],
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

describe('what somebody fills in about themselves', () => {
  const info = {
    name: 'Nguyễn Thị Lan',
    phone: '84912345678',
    user_dob: '1961-02-03',
    full_address: { user_city: 'Thanh Hóa', user_ward: 'Hạc Thành', user_address: 'số 5 ngõ 12' },
  }
  it.each([
    ['with the address in parts', { info }],
    [
      'in the older, flat shape',
      { info: { name: info.name, phone: info.phone, address: 'số 5', city: 'x' } },
    ],
    ['beside a text', { info, message: { text: info.name } }],
  ])('is known to have come, and nothing of it goes further: %s', (_label, also) => {
    const event = fromUser('user_submit_info', {}, { message: undefined, ...also })
    expect(read(event)).toEqual({
      kind: 'arrival',
      arrival: {
        account: `zalo:${OA}`,
        person: USER,
        messageId: `user_submit_info:${USER}:1790000000123`,
        at: 1790000000123,
        what: { kind: 'media', media: 'contact', text: null },
      },
    })
  })
})

describe('a place that cannot be read', () => {
  const degrees = { latitude: '19.8', longitude: '105.7' }
  it.each([
    ['no attachment', {}],
    ['an attachment without a payload', { attachments: [{ type: 'location' }] }],
    ['attachments that are no list', { attachments: { payload: { coordinates: degrees } } }],
    ['an attachment that is nothing', { attachments: [null, 'location'] }],
    ['words for degrees', attached('location', { coordinates: { ...degrees, latitude: 'bắc' } })],
    ['degrees beyond the pole', attached('location', { coordinates: { ...degrees, latitude: '95' } })],
    ['half a place', attached('location', { coordinates: { latitude: '19.8' } })],
    ['a place that is nothing', { location: null }],
  ])('is still a place: %s', (_label, message) => {
    expect(read(fromUser('user_send_location', message))).toMatchObject({
      kind: 'arrival',
      arrival: { what: { kind: 'media', media: 'location', text: null, at: null } },
    })
  })

  it('does not hide one that can be', () => {
    const message = { attachments: [{ type: 'location' }], location: degrees }
    expect(read(fromUser('user_send_location', message))).toMatchObject({
      arrival: { what: { at: { latitude: 19.8, longitude: 105.7 } } },
    })
  })
})

/** All that Zalo documents, each with what becomes of it: what kind of arrival, or under which name it is counted. */
const DOCUMENTED: { readonly [name: string]: string } = {
  user_send_text: 'text',
  user_send_image: 'media image',
  user_send_link: 'media link',
  user_send_audio: 'media voice',
  user_send_video: 'media video',
  user_send_gif: 'media sticker',
  user_send_sticker: 'media sticker',
  user_send_location: 'media location',
  user_send_business_card: 'media contact',
  user_send_file: 'media file',
  user_submit_info: 'media contact',
  follow: 'arrived',
  user_click_chatnow: 'arrived',
  unfollow: 'unfollowed',
  oa_send_text: 'echo',
  oa_send_image: 'echo',
  oa_send_gif: 'echo',
  oa_send_list: 'echo',
  oa_send_file: 'echo',
  oa_send_sticker: 'echo',
  oa_send_template: 'echo',
  user_reacted_message: 'ignored_user_reacted_message',
  oa_reacted_message: 'ignored_oa_reacted_message',
  user_received_message: 'ignored_user_received_message',
  user_seen_message: 'ignored_user_seen_message',
  add_user_to_tag: 'ignored_add_user_to_tag',
  user_feedback: 'ignored_user_feedback',
  anonymous_send_text: 'ignored_anonymous_send_text',
  anonymous_send_image: 'ignored_anonymous_send_image',
  anonymous_send_file: 'ignored_anonymous_send_file',
  anonymous_send_sticker: 'ignored_anonymous_send_sticker',
  oa_send_anonymous_text: 'ignored_oa_send_anonymous_text',
  oa_send_anonymous_image: 'ignored_oa_send_anonymous_image',
  oa_send_anonymous_file: 'ignored_oa_send_anonymous_file',
  oa_send_anonymous_sticker: 'ignored_oa_send_anonymous_sticker',
  oa_send_consent: 'ignored_oa_send_consent',
  user_reply_consent: 'ignored_user_reply_consent',
  oa_call_user: 'ignored_oa_call_user',
  user_call_oa: 'ignored_user_call_oa',
  shop_has_order: 'ignored_shop_has_order',
  change_oa_daily_quota: 'ignored_change_oa_daily_quota',
  change_oa_template_tags: 'ignored_change_oa_template_tags',
  change_template_quality: 'ignored_change_template_quality',
  change_template_quota: 'ignored_change_template_quota',
  change_template_status: 'ignored_change_template_status',
  create_group: 'ignored_create_group',
  user_join_group: 'ignored_user_join_group',
  user_send_group_text: 'ignored_user_send_group',
  oa_send_group_text: 'ignored_oa_send_group',
}

describe('each documented event', () => {
  /** Well formed for any name: the account and the person stand in every place where Zalo may write them. */
  const wellFormed = (name: string) => ({
    ...(name.startsWith('oa_') ? fromOa(name, {}, { text: 'chào' }) : fromUser(name, { text: 'chào' })),
    oa_id: OA,
    user_id: USER,
    follower: { id: USER },
  })

  it.each(Object.entries(DOCUMENTED))('%s becomes "%s"', (name, becomes) => {
    const event = read(wellFormed(name))
    if (event.kind === 'ignored') return expect(event.reason).toBe(becomes)
    if (event.kind === 'echo') return expect('echo').toBe(becomes)
    const { what } = event.arrival
    expect(what.kind === 'media' ? `media ${what.media}` : what.kind).toBe(becomes)
  })

  it.each(Object.keys(DOCUMENTED))('%s throws at nobody, whatever it holds', name => {
    for (const odd of [null, 0, '', 'x', [], [null], {}, { id: {} }, { msg_id: [], text: 1 }, -1e99, true]) {
      for (const field of ['message', 'sender', 'recipient', 'timestamp', 'oa_id', 'follower', 'info']) {
        const { kind } = read({ ...wellFormed(name), [field]: odd })
        expect(['arrival', 'echo', 'ignored']).toContain(kind)
      }
      expect(() => read({ event_name: name, attachments: odd, message: { attachments: odd } })).not.toThrow()
    }
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
