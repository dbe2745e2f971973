import { describe, expect, test } from 'vitest'
import { suspicionIn, swindlersOf } from '../../src/understanding/suspicion.ts'
import { understand } from '../../src/understanding/understand.ts'
import { expectation, smallKnowledge } from './fixture.ts'

const knowledge = smallKnowledge()
const swindlers = swindlersOf(knowledge.words.swindles)

describe('an address is held against what is known', () => {
  test.each([
    ['vào https://dichvucong.gov.vn/thu-tuc nhé', 'dichvucong.gov.vn', 'portal'],
    ['www.dichvucong.gov.vn', 'dichvucong.gov.vn', 'portal'],
    ['baohiemxahoi.gov.vn có phải của nhà nước không', 'baohiemxahoi.gov.vn', 'state'],
    ['dichvucong.hoabinh.gov.vn', 'dichvucong.hoabinh.gov.vn', 'oldPortal'],
    ['motcua.thanhhoa.gov.vn', 'motcua.thanhhoa.gov.vn', 'oldPortal'],
    ['dichvucogn.gov.vn', 'dichvucogn.gov.vn', 'oldPortal'],
    ['dichvucong.gov.vn.com', 'dichvucong.gov.vn.com', 'lookAlike'],
    ['http://dichvucong-gov.vn/dangnhap?x=1', 'dichvucong-gov.vn', 'lookAlike'],
    ['https://vneid.top', 'vneid.top', 'lookAlike'],
    ['https://DichVuCong.g0v.vn', 'dichvucong.g0v.vn', 'lookAlike'],
    ['https://dichvucong.gov.vn@evil.xyz/a', 'evil.xyz', 'other'],
    ['bit.ly/3abc', 'bit.ly', 'other'],
  ])('%s', (text, host, is) => {
    expect(suspicionIn(text, swindlers).hosts).toEqual([{ host, is }])
  })

  test.each([
    'mã 1.001193',
    'TP.HCM',
    'v.v.',
    'hồ sơ H56.34-240820-0012',
    'em cám ơn.anh nhiều',
    'sinh ngày 2.3.2024',
  ])('“%s” holds none', text => {
    expect(suspicionIn(text, swindlers).hosts).toEqual([])
  })
})

describe('what swindlers ask for', () => {
  test.each([
    ['có người gọi bảo đọc mã OTP', ['code']],
    ['kêu chuyen khoan 200k phi cap nhat', ['money']],
    ['bảo tải app về cài, file apk', ['app']],
    ['gọi bảo cài app rồi đọc mã xác thực để nộp phạt', ['code', 'money', 'app']],
    ['làm khai sinh cho con', []],
  ])('%s', (text, wants) => {
    expect(suspicionIn(text, swindlers).wants).toEqual(wants)
  })
})

describe('in a message', () => {
  test('an unknown address is never passed over, whatever stands beside it', () => {
    const [intent] = understand(
      knowledge,
      'làm khai sinh ở trang http://khaisinh-online.vip có được không',
      expectation(),
    )
    expect(intent).toMatchObject({ kind: 'suspicious', suspicion: { hosts: [{ is: 'other' }] } })
  })

  test('the portal’s own in a question is part of the question', () => {
    const [intent] = understand(
      knowledge,
      'em vào dichvucong.gov.vn để đăng ký khai sinh cho con thì cần giấy tờ gì',
      expectation(),
    )
    expect(intent).toMatchObject({ kind: 'topic', topic: { id: '1.001193' } })
  })

  test('the portal’s own alone, and an old one, are answered with the way there', () => {
    for (const text of [
      'dichvucong.gov.vn',
      'dichvucong.gov.vn phải không',
      'dichvucong.hoabinh.gov.vn vào không được',
    ])
      expect(understand(knowledge, text, expectation())[0]).toMatchObject({
        kind: 'suspicious',
        suspicion: { seeksPortal: true },
      })
  })

  test('the portal’s own in a call for money is no way there', () => {
    expect(suspicionIn('vào dichvucong.gov.vn rồi chuyển khoản cho em', swindlers).seeksPortal).toBe(false)
  })
})
