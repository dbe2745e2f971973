import { describe, expect, it } from 'vitest'
import { contentKnowledge } from '../content-knowledge.ts'

const { guides, faqs } = contentKnowledge('khong')

/** What goes wrong with accounts and payments, the step where it is met, and what the answer may not lack. */
const AT_STEPS: readonly [trouble: string, place: string, help: RegExp][] = [
  ['sim ko phải tên mình', 'tai-khoan/sim/khong-chinh-chu', /nhà mạng.*1414/],
  ['OTP về máy người khác', 'tai-khoan/dien-so/ve-may-khac', /SIM đứng tên mình.*đổi số/],
  ['OTP về máy người khác lúc vào Cổng', 'dang-nhap/xac-nhan/sim-nguoi-khac', /1414 \(miễn phí\)/],
  ['SIM bị chặn, đòi quét mặt', 'tai-khoan/sim/sim-bi-chan', /15\/4\/2026.*quầy nhà mạng/],
  ['lắp SIM sang máy khác', 'tai-khoan/sang-may-moi/bi-hoi-khuon-mat-sim', /2 giờ.*không gọi đi/],
  ['đổi số điện thoại', 'tai-khoan/sim/doi-so', /Công an xã.*19000368 \(có tính cước\), phím 4/],
  ['mất máy cũ', 'tai-khoan/sang-may-moi/mat-may', /làm lại SIM/],
  ['đổi máy, phải chạm thẻ', 'dang-nhap/xac-nhan/doi-dien-thoai', /chạm thẻ căn cước.*khuôn mặt/i],
  ['quên mật khẩu', 'dang-nhap/mo-vneid/quen-mat-khau', /số định danh.*ngày cấp thẻ.*OTP/],
  ['quên passcode', 'tai-khoan/lay-passcode/hoi-gi', /mật khẩu, khuôn mặt.*Công an xã/],
  ['quên cả mật khẩu lẫn passcode', 'tai-khoan/lay-passcode/quen-ca-hai', /mật khẩu trước/],
  ['nhập sai nhiều lần, bị khóa', 'dang-nhap/mo-vneid/bi-khoa', /chờ một lúc.*19000368/],
  ['có người gọi bảo mở khóa', 'tai-khoan/mo-khoa/goi-mo-khoa', /lừa đảo/],
  ['máy không có NFC', 'tai-khoan/di-cong-an/khong-nfc', /cán bộ làm bằng máy của Công an/],
  ['quét NFC không được', 'tai-khoan/sang-may-moi/nfc-khong-doc', /ốp lưng.*khởi động lại máy.*Công an xã/],
  ['app quay vòng', 'tai-khoan/cai-ung-dung/quay-vong', /cập nhật VNeID.*Không phải đăng ký lại/],
  ['không tồn tại trong CSDL', 'tai-khoan/vuong-gi/khong-khop', /9 số.*Công an xã, phường/],
  ['trang không tải trường địa chỉ', 'nop-ho-so/kiem-tra-don/o-trong', /tên xã mới.*18001096/],
  ['hồ sơ bị trả lại không rõ lý do', 'bo-sung/xem-ly-do/chu-kho-hieu', /gọi hỏi/],
  ['hỏi mà không được trả lời', 'bo-sung/hoi-ly-do/khong-tra-loi', /phản ánh, kiến nghị/],
  ['VssID quên mật khẩu', 'tai-khoan/vuong-gi/vssid', /đăng nhập bằng VNeID/],
  ['địa chỉ trên VNeID vẫn tên cũ', 'tai-khoan/kiem-tra/dia-chi-cu', /tự động.*lừa đảo/],
  ['người già, không có máy', 'tai-khoan/di-cong-an/gia-yeu', /tổ lưu động/],
  ['làm hộ cha mẹ', 'nop-ho-so/kiem-tra-don/lam-ho', /ủy quyền.*khỏi chứng thực/],
  ['làm hộ con', 'tai-khoan/sim/cho-con', /cha mẹ hoặc người giám hộ/],
  ['ở nước ngoài', 'tai-khoan/di-cong-an/nuoc-ngoai', /lãnh sự quán/],
  ['máy cũ', 'tai-khoan/cai-ung-dung/khong-cai-duoc', /máy tính, trang vneid\.gov\.vn/],
  ['máy đầy', 'tai-khoan/cai-ung-dung/may-day', /Xóa bớt/],
  ['quên mật khẩu CH Play', 'tai-khoan/cai-ung-dung/quen-mat-khau-kho', /không phải mật khẩu VNeID/],
  ['hết dung lượng mạng', 'tai-khoan/cai-ung-dung/het-mang', /Wi-Fi.*tin nhắn/],
  ['không có ngân hàng', 'thanh-toan/cach-tra/khong-ngan-hang', /Người nhà.*Ra Trung tâm/],
  ['người nhà trả', 'thanh-toan/cach-tra/nguoi-khac-tra', /đúng hồ sơ/],
  ['quen nộp Kho bạc', 'thanh-toan/cach-tra/kho-bac', /trên hồ sơ/],
  ['lỡ chuyển Kho bạc rồi', 'thanh-toan/luc-nao/da-chuyen-kho-bac', /Giữ giấy chuyển tiền/],
]

/** The same where somebody asks out of any context. */
const AS_QUESTIONS: readonly [faq: string, answer: RegExp][] = [
  ['cai-vneid', /máy đầy.*máy cũ.*quên mật khẩu ch play.*hết mạng/is],
  ['vssid', /đăng nhập bằng VNeID/],
  ['nfc-khong-quet-duoc', /mức 1 cho quét mã QR/],
  ['lam-ho-nguoi-khac', /ủy quyền/],
  ['o-nuoc-ngoai', /đại sứ quán/],
]

function helpAt(place: string): string | undefined {
  const [guide = '', stepId, obstacleId] = place.split('/')
  const step = guides.get(guide)?.steps.find(({ id }) => id === stepId)
  return step && 'obstacles' in step ? step.obstacles.find(({ id }) => id === obstacleId)?.help : undefined
}

describe('what goes wrong with accounts and payments', () => {
  it.each(AT_STEPS)('“%s” is helped at %s', (_, place, help) => {
    expect(helpAt(place)).toMatch(help)
  })

  it.each(AS_QUESTIONS)('is answered by %s', (faq, answer) => {
    expect(faqs.get(faq)?.answer).toMatch(answer)
  })

  it('can be paid for with help at the desk', () => {
    const ends = guides.get('thanh-toan')?.steps.filter(step => step.kind === 'finish') ?? []
    expect(ends.find(({ outcome }) => outcome === 'ra-trung-tam')?.text).toMatch(/có người làm cùng/)
  })
})
