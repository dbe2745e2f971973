import { describe, expect, test } from 'vitest'
import { NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge('khong')
const meant = (text: string) => understand(knowledge, text, NOTHING_EXPECTED)

describe('whoever wants their own data gone, to see it or to know of it is heard, however they put it', () => {
  test.each([
    'xoá đi',
    'xóa đi',
    'xoa di',
    'xóa giùm',
    'xóa hết giùm tôi',
    'xóa tất cả',
    'xoa het du lieu cua toi di',
    'xóa tin nhắn của tôi đi',
    'xóa mọi thứ về tôi',
    'xóa thông tin tôi đã gửi',
    'xóa hết những gì đã lưu về tôi',
    'đừng giữ gì của tôi nữa',
    'hãy quên hết về tôi',
    'xóa sạch đi',
    'xóa cuộc trò chuyện này',
    'xóa dữ liệu giùm em với',
    'cho tôi xóa dữ liệu',
    'toi muon xoa thong tin cua toi',
    'làm ơn xóa dữ liệu cá nhân của tôi',
    'xoá hết lịch sử chat',
    'muốn xóa dữ liệu đã lưu',
    'rút lại sự đồng ý',
    'không cho bot giữ dữ liệu nữa',
    'gỡ thông tin của tôi',
    'xóa dấu vết',
    'xóa mấy cái em nhắn nãy giờ',
  ])('“%s” asks to erase', text => {
    expect(meant(text)).toEqual([{ kind: 'command', command: 'erase' }])
  })

  test.each([
    'cho tôi xem hết dữ liệu',
    'cho tui coi dữ liệu của tui',
    'xem dữ liệu',
    'xem hết dữ liệu của tôi',
    'cho em xem thông tin em đã lưu',
    'tải hết dữ liệu về',
    'gửi tôi bản sao dữ liệu',
    'xuat du lieu cua toi',
    'coi bot lưu những gì về tôi',
    'muốn xem những gì bot đã lưu về tôi',
    'tôi muốn lấy dữ liệu của mình',
    'cho xem những gì đã ghi về tôi',
    'cho tôi xem toàn bộ dữ liệu',
  ])('“%s” asks to see what is kept', text => {
    expect(meant(text)).toEqual([{ kind: 'command', command: 'export' }])
  })

  test.each([
    'bot giữ gì của tôi',
    'bot giu gi cua toi',
    'bot đang giữ thông tin gì của tôi',
    'trợ lý lưu những gì của tôi',
    'bot có lưu tin nhắn của tôi không',
    'dữ liệu của tôi có được giữ không',
    'giữ thông tin gì về tôi vậy',
    'bot lưu gì về mình',
    'ở đây có ghi lại gì của tui không',
    'tin nhắn của em lưu bao lâu',
    'có lưu số điện thoại của tôi không',
    'bot biết gì về tôi',
    'ai đọc được tin nhắn của tôi',
    'dữ liệu của tôi để ở đâu',
  ])('“%s” asks what is kept', text => {
    const [first] = meant(text)
    const isTold = first?.kind === 'topic' && first.topic.id === 'xoa-du-lieu'
    expect(isTold || (first?.kind === 'command' && first.command === 'export')).toBe(true)
  })

  test.each([
    'xóa tạm trú',
    'xóa đăng ký thường trú',
    'xóa hồ sơ đã nộp trên cổng',
    'xóa tài khoản vneid',
    'xoá tên khỏi hộ khẩu',
    'xóa nợ',
    'xem dữ liệu dân cư của tôi',
    'dữ liệu của tôi trên vneid bị sai',
  ])('“%s” is about no data of ours', text => {
    const [first] = meant(text)
    expect(first?.kind).not.toBe('command')
    expect(first?.kind === 'topic' && first.topic.id === 'xoa-du-lieu').toBe(false)
  })
})
