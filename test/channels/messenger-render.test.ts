import { describe, expect, it } from 'vitest'
import type { OutgoingReply } from '../../src/channels/channel.ts'
import { taken } from './messenger-stage.ts'
import { choice, PUBLIC_URL, plain } from './setup.ts'

const portal = { title: 'Cổng quốc gia', url: 'https://dichvucong.gov.vn' }
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

  it('puts up to three choices on buttons that stay', () => {
    const choices = [choice('Có'), choice('Không'), choice('Trở lại', true)]
    const [message, ...more] = shown({ ...plain, text: 'SIM có đứng tên mình không ạ?', choices })
    expect(more).toEqual([])
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

  it('marks every message, so that its echo is known', () => {
    const messages = shown({ ...plain, text: 'á'.repeat(3_000), picture: { file: 'a.png', alt: 'A' } })
    expect(messages.map(({ metadata }) => metadata)).toEqual(['dan-loi', 'dan-loi', 'dan-loi'])
  })
})
