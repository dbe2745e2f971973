import { describe, expect, test } from 'vitest'
import { redact, redactAll } from '../../src/understanding/private/redact.ts'

describe('what nobody should have sent', () => {
  test.each([
    ['cccd của em là 001099012345 ạ', 'cccd của em là ▮▮▮ ạ', ['card']],
    ['001 099 012 345', '▮▮▮', ['card']],
    ['001.099.012.345', '▮▮▮', ['card']],
    ['0010 9901 2345', '▮▮▮', ['card']],
    ['cmnd 123456789', 'cmnd ▮▮▮', ['card']],
    ['123 456 789', '▮▮▮', ['card']],
    ['gọi em 0912345678 nhé', 'gọi em ▮▮▮ nhé', ['phone']],
    ['0912 345 678', '▮▮▮', ['phone']],
    ['0912.345.678.', '▮▮▮.', ['phone']],
    ['+84 912 345 678', '▮▮▮', ['phone']],
    ['+84912345678', '▮▮▮', ['phone']],
    ['84912345678', '▮▮▮', ['phone']],
    ['(024) 3825 1234', '(▮▮▮', ['phone']],
    ['mail nguyen.van.a@gmail.com', 'mail ▮▮▮', ['email']],
    ['0912345678 và 001099012345', '▮▮▮ và ▮▮▮', ['phone', 'card']],
    ['0912345678 001099012345', '▮▮▮ ▮▮▮', ['phone', 'card']],
    ['sinh ngày 03/07/1990 số 001099012345', 'sinh ngày 03/07/1990 số ▮▮▮', ['card']],
    ['０９１２３４５６７８', '▮▮▮', ['phone']],
    ['012 345 678 901', '▮▮▮', ['card']],
    ['012-345-678-901', '▮▮▮', ['card']],
    ['H56 001099012345', 'H56 ▮▮▮', ['card']],
    ['mật khẩu của tôi là Abc@1234', 'mật khẩu của tôi là ▮▮▮', ['secret']],
    ['mật khẩu của tôi là Abc@1234'.normalize('NFD'), 'mật khẩu của tôi là ▮▮▮'.normalize('NFD'), ['secret']],
    ['mat khau vneid: matkhau99 nhe', 'mat khau vneid: ▮▮▮ nhe', ['secret']],
    ['mk: Abc@1234', 'mk: ▮▮▮', ['secret']],
    ['mk la 19901990', 'mk la ▮▮▮', ['secret']],
    ['mã otp 482913', 'mã otp ▮▮▮', ['secret']],
    ['otp la 482913 ạ', 'otp la ▮▮▮ ạ', ['secret']],
    ['mã OTP gửi về là 482 913', 'mã OTP gửi về là ▮▮▮', ['secret']],
    ['passcode 123456', 'passcode ▮▮▮', ['secret']],
    ['mã xác nhận: 4829', 'mã xác nhận: ▮▮▮', ['secret']],
    ['passcode 123456, cccd 001099012345', 'passcode ▮▮▮, cccd ▮▮▮', ['secret', 'card']],
  ])('is cut out of “%s”', (text, clean, found) => {
    expect(redact(text)).toEqual({ text: clean, found })
  })
})

describe('what may stay', () => {
  test.each([
    'thủ tục 1.001193',
    '1001193',
    'mã 1.012753.000.00.00.H10',
    'gọi 1022 hoặc 1414',
    'tổng đài 19000368',
    'tổng đài 18001096',
    '1900 0368',
    'hồ sơ 000.00.04.H51-200221-0001',
    'h56.34-240820-0012',
    'ngày 3/7/2026',
    'ngày 03-07-2026',
    'từ 3/7/2026 đến 5/8/2026',
    'phí 200.000 đồng',
    'nộp 1.500.000',
    'mức 2',
    'H56.34-240820-001',
    'h56.34-24082-0012',
    'H56-34',
    '240820-001',
    'quên mật khẩu vneid',
    'mật khẩu là gì',
    'mật khẩu dài từ 8 đến 20 ký tự',
    'mật khẩu 8-20 ký tự',
    'mã otp không về, nhắn 1414',
    'otp 1414',
    'otp: 19000368',
    'mk 30 tuổi',
    'mk sinh năm 1990',
    'mã 1.001193',
    'mật khẩu 3/7/2026',
    'mật khẩu vneid mức 2 dùng ở dichvucong.gov.vn',
    'lúc 7:30 ngày 20/11',
    '',
  ])('“%s” is left alone', text => {
    expect(redact(text)).toEqual({ text, found: [] })
  })
})

test('everything that names a dossier is masked too where others may read it', () => {
  expect(redactAll('hồ sơ 000.00.04.h51-200221-0001 của 0912345678')).toEqual({
    text: 'hồ sơ ▮▮▮ của ▮▮▮',
    found: ['phone'],
  })
})

test('what was cut once has nothing left to cut', () => {
  const once = redact('001099012345, 0912345678, a@b.vn').text
  expect(redact(once)).toEqual({ text: once, found: [] })
})

test('a page full of digits takes no time to speak of', () => {
  const before = performance.now()
  redact('1 '.repeat(5_000))
  redact('1'.repeat(10_000))
  redact('000.00.'.repeat(1_500))
  redact('mật khẩu của tôi là '.repeat(500))
  redact(`otp${' la'.repeat(3_000)}`)
  redact(`mk: ${'a'.repeat(10_000)}`)
  expect(performance.now() - before).toBeLessThan(1_000)
})
