import { describe, expect, test } from 'vitest'
import { buildIndex } from '../../src/understanding/build.ts'
import { findCode } from '../../src/understanding/codes.ts'
import { findDossierCode } from '../../src/understanding/private/dossier-code.ts'
import { withoutDebris } from '../../src/understanding/text/debris.ts'
import { contentKnowledge } from '../content-knowledge.ts'

// Nothing is learned here: what is read does not depend on it.
const { read } = buildIndex({ ...contentKnowledge('khong'), voices: [] })

function letters(text: string): string {
  return read(text)
    .map(token => token.letters)
    .join(' ')
}

function same(title: string, rows: [typed: string, meant: string][]): void {
  describe(title, () => {
    test.each(rows)('“%s” is read as “%s”', (typed, meant) => {
      expect(letters(typed)).toBe(letters(meant))
    })
  })
}

same('an abbreviation', [
  ['nhập hktt về nhà chồng', 'nhập thường trú về nhà chồng'],
  ['xin giấy xntthn', 'xin giấy xác nhận tình trạng hôn nhân'],
  ['xn tthn ở đâu', 'xác nhận tình trạng hôn nhân ở đâu'],
  ['đky khai sinh', 'đăng ký khai sinh'],
  ['mở hộ kd', 'mở hộ kinh doanh'],
  ['đổi blx', 'đổi bằng lái xe'],
  ['cấp gcn qsdđ', 'cấp giấy chứng nhận quyền sử dụng đất'],
  ['sđ đứng tên chồng', 'sổ đỏ đứng tên chồng'],
  ['hưởng bhtn', 'hưởng bảo hiểm thất nghiệp'],
  ['chế độ ncc', 'chế độ người có công'],
  ['đăng ký nvqs', 'đăng ký nghĩa vụ quân sự'],
  ['xin stk nộp phí', 'xin số tài khoản nộp phí'],
  ['vờ nờ ê ai đi', 'vneid'],
  ['rút bê hát ích hát một lần', 'rút bảo hiểm xã hội một lần'],
])

same('a short form of several meanings, by its neighbours,', [
  ['đktt cho người thuê nhà', 'đăng ký tạm trú cho người thuê nhà'],
  ['đktt về nhà bố mẹ, nhập hộ khẩu luôn', 'đăng ký thường trú về nhà bố mẹ, nhập hộ khẩu luôn'],
  ['sai tt trên cccd', 'sai thông tin trên cccd'],
  ['làm tt khai sinh', 'làm thủ tục khai sinh'],
  ['con là hs lớp 6', 'con là học sinh lớp 6'],
  ['nộp hs online', 'nộp hồ sơ online'],
  ['mk quên mk vneid', 'mình quên mật khẩu vneid'],
  ['mk mới sinh con', 'mình mới sinh con'],
  ['ck em mới mất', 'chồng em mới mất'],
  ['ck tiền phí ở đâu', 'chuyển khoản tiền phí ở đâu'],
  ['có đủ đk ko', 'có đủ điều kiện không'],
  ['làm online đk', 'làm online được không'],
  ['đk ks cho bé', 'đăng ký khai sinh cho bé'],
  ['làm giấy kh ở đâu', 'làm giấy kết hôn ở đâu'],
  ['có mất phí kh', 'có mất phí không'],
  ['làm bh cho con', 'làm bảo hiểm cho con'],
  ['bh mới có', 'bây giờ mới có'],
  ['làm cc cho con', 'làm căn cước cho con'],
  ['cc giấy tờ ở đâu', 'công chứng giấy tờ ở đâu'],
  ['khám nv quân sự', 'khám nghĩa vụ quân sự'],
  ['nv ở phường', 'nhân viên ở phường'],
  ['lên cap làm tạm trú', 'lên công an phường làm tạm trú'],
  ['chi phí làm răng', 'chi phí làm sao'],
])

describe('a short form whose neighbours say nothing', () => {
  test.each(['dk tt', 'đktt ở đâu', 'đk tt ntn'])('“%s” stays open between two kinds of residence', text => {
    expect(letters(text)).toMatch(/^dang ki tt\b/)
  })
})

same('what a telephone heard wrongly', [
  ['khai xinh cho con', 'khai sinh cho con'],
  ['thường chú', 'thường trú'],
  ['hộ triếu', 'hộ chiếu'],
  ['căng cước', 'căn cước'],
  ['đổi lương hiu từ tiền mặc qua thẻ', 'đổi lương hưu từ tiền mặt qua thẻ'],
  ['sác nhận cư chú', 'xác nhận cư trú'],
  ['kết hông', 'kết hôn'],
  ['lý nịch tư pháp', 'lý lịch tư pháp'],
  ['vợ niệt sĩ', 'vợ liệt sĩ'],
  ['hộ nông dân trung bìn', 'hộ nông dân trung bình'],
  ['thủ tục nàm thế lào', 'thủ tục làm thế nào'],
])

describe('words that only sound like others', () => {
  test.each([
    ['công an chỉ làm ngày hành chính', 'cong an chi'],
    ['sổ hộ khẩu nào thì được', 'nao thi duoc'],
    ['bé bị con chó nhai nát thẻ', 'cho nhai nat'],
    ['số chín chữ trước kia', 'chin chu'],
    ['o Quang Tri', 'o quang tri'],
    ['lam visa Han Quoc', 'lam visa han quoc'],
    ['bảo lãnh vợ', 'bao lanh vo'],
    ['xin biểu mẫu', 'xin bieu mau'],
  ])('“%s” stays as it is', (text, part) => {
    expect(letters(text)).toContain(part)
  })
})

same('debris of a keyboard', [
  ['ddawng kys khai sinhh', 'đăng ký khai sinh'],
  ['d9a8ng ky1 ta5m tru1', 'đăng ký tạm trú'],
  ['giayas khai sinh', 'giấy khai sinh'],
  ['gia61y khai sinh cho con ga1i', 'giấy khai sinh cho con gái'],
  ['mowr khoas cawn cuwowcs', 'mở khóa căn cước'],
  ['dangkykhaisinh', 'đăng ký khai sinh'],
  ['làm khai sinhhhhh điiii 👶🙏', 'làm khai sinh đi'],
])

test('a class of driving licence or a form is no debris', () => {
  for (const name of ['a1', 'b2', 'c1e', 'ct01', 'kt3']) expect(withoutDebris(name)).toEqual([])
  expect(letters('thi bằng a1')).toBe('thi bang a1')
})

same('the words of a region', [
  ['ở mô làm căn cước rứa', 'ở đâu làm căn cước vậy'],
  ['mần răng làm giấy khai sanh', 'làm sao làm giấy khai sinh'],
  ['mất bóp', 'mất ví'],
  ['tui làm rớt bóp ngoài chợ', 'tôi làm rơi ví ngoài chợ'],
  ['lãnh tiền cho má', 'nhận tiền cho mẹ'],
  ['hổng biết làm', 'không biết làm'],
  ['dìa quê', 'về quê'],
  ['công an biểu lên khai báo', 'công an bảo lên khai báo'],
  ['kiu đi làm căn cước', 'kêu đi làm căn cước'],
])

describe('the code of a procedure', () => {
  const codes = new Map(
    ['1.001612', '3.000284', '2.000986', '1.001193', '1.004222'].map(code => [code, code]),
  )
  test.each([
    ['một chấm không không một sáu một hai làm sao', '1.001612'],
    ['mot cham khong khong mot sau mot hai lam sao', '1.001612'],
    ['ba chấm không không không hai tám bốn là thủ tục gì', '3.000284'],
    ['mã hai chấm không không không chín tám sáu', '2.000986'],
    ['1 chấm 00 1193', '1.001193'],
    ['một phẩy không không một một chín ba', '1.001193'],
    ['thủ tục 1.001.193 cần gì', '1.001193'],
    ['một chấm không không bốn hai hai hai cần giấy gì', '1.004222'],
  ])('is found in “%s”', (text, code) => {
    expect(findCode(text, codes)).toBe(code)
  })

  test.each([
    'số của em 0 một không không một một chín ba',
    'em 1 tuổi 001193',
    'nhà hai vợ chồng ba con',
    'năm 1 chấm 5 triệu',
    '10042223',
  ])('is not in “%s”', text => {
    expect(findCode(text, codes)).toBeNull()
  })
})

describe('the code of a dossier', () => {
  test.each([
    ['H56.34 240820 0012', 'H56.34-240820-0012'],
    ['h56 34 240820 0012 xong chưa', 'H56.34-240820-0012'],
    ['hồ sơ h19.08 26 07 24 - 0012 ạ', 'H19.08-260724-0012'],
    [
      'hát năm sáu chấm ba tư gạch ngang hai bốn không tám hai không gạch ngang không không một hai tới đâu rồi',
      'H56.34-240820-0012',
    ],
  ])('is found in pieces, in “%s”', (text, code) => {
    expect(findDossierCode(text)).toBe(code)
  })

  test.each(['gọi 0912345678 lầu h12 3 0912345678', 'H56 căn hộ 34', 'hát hai bài'])(
    'is not in “%s”',
    text => {
      expect(findDossierCode(text)).toBeNull()
    },
  )
})
