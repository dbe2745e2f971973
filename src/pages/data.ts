import { html } from 'hono/html'
import type { Known } from '../guidance/answers/facts.ts'
import { DATA_PAGE } from '../guidance/own-data/own-data.ts'
import { CHAT } from './addresses.ts'
import type { Content } from './frame.ts'
import { list, section } from './parts.ts'

/** What is kept of anybody, for how long, how to get and erase it, and whom to ask; for whoever never read such a page. */
export function dataPage({ knowledge: { operator } }: Known): Content {
  const { agency, dataContact, keep, keepDays } = operator
  const body = html`<h1>Trợ lý này giữ gì</h1>
<p class="lead">Trợ lý chỉ giữ điều cần để giúp làm tiếp. Không bán, không quảng cáo.</p>
<p>Người chịu trách nhiệm: ${agency}.</p>
${section(
  'Giữ những gì, bao lâu',
  list([
    `Các tin nhắn ở đây: mỗi tin giữ ${keepDays} ngày.`,
    `Việc đang làm dở: giữ đến khi ${keepDays} ngày không ai nhắn nữa.`,
    'Mã hồ sơ: chỉ giữ khi mình đồng ý. Nhắn “bỏ mã” là bỏ.',
    'Phiếu chuẩn bị giấy tờ: giữ 30 ngày. Phiếu không ghi tên ai.',
    'Tên riêng mà Zalo hay Facebook đặt cho mình: cần để gửi câu trả lời.',
    `Số đếm, như bao nhiêu người xem một bước: giữ ${years(keep.figureDays)}, không ghi của ai.`,
  ]),
)}
${section(
  'Không giữ những gì',
  list([
    'Số căn cước, số điện thoại, thư điện tử: lỡ gửi thì bị che ngay.',
    'Mật khẩu, mã OTP (mã gửi về điện thoại): cũng bị che ngay.',
    'Ảnh, tin thoại, tệp: trợ lý không mở và không tải về.',
    'Vị trí: chỉ dùng một lần để tìm nơi gần nhất.',
  ]),
)}
${section(
  'Ai đọc được',
  list([
    'Bình thường không ai đọc.',
    'Khi mình nhờ gặp cán bộ, người trực đọc các tin gần nhất.',
    'Câu trợ lý chưa hiểu: người soạn nội dung đọc, để lần sau trả lời được.',
    'Dùng Zalo hay Facebook thì công ty của họ cũng giữ tin nhắn.',
  ]),
)}
${section(
  'Muốn xem hoặc tải về',
  html`<p>Vào <a href="${CHAT}">cuộc trò chuyện</a>, hoặc Zalo, Facebook đang dùng. Nhắn: <strong>tải dữ liệu của tôi</strong>.</p>
<p>Trợ lý gửi lại một trang. Trang đó có mọi điều đang giữ, và chỗ tải về.</p>`,
)}
${section(
  'Muốn xóa',
  html`<p>Nhắn: <strong>xóa dữ liệu của tôi</strong>. Trợ lý hỏi lại một lần, rồi xóa ngay.</p>
<p>Lời báo “đã xóa” cũng tự mất sau một ngày.</p>
<p>Bản chép dự phòng còn giữ thêm một thời gian. Có phải dùng bản đó, phần đã xóa được xóa lại.</p>
<p>Bỏ quan tâm trang Zalo thì sau một ngày mọi thứ cũng tự mất.</p>
<p>Hồ sơ đã nộp trên Cổng Dịch vụ công vẫn còn nguyên. Trợ lý không giữ hồ sơ đó.</p>
<p>Tin nhắn trên điện thoại, trên Zalo, Facebook thì mình tự xóa ở đó.</p>`,
)}
${section(
  'Muốn sửa',
  html`<p>Ở mỗi bước, nhắn “trở lại” để trả lời lại. Nhắn “đừng nhắc” để không nhận lời nhắc.</p>`,
)}
${section(
  'Hỏi ai, khiếu nại ở đâu',
  html`<p>${dataContact}.</p>
<p>Quyền này có trong Luật Bảo vệ dữ liệu cá nhân, số 91/2025/QH15.</p>`,
)}`
  return {
    title: 'Trợ lý này giữ gì',
    description: 'Giữ gì, giữ bao lâu, cách xem, tải về và xóa.',
    address: DATA_PAGE,
    body,
  }
}

/** "3 năm", or in days where it is no whole number of years. */
function years(days: number): string {
  return days % 365 === 0 ? `${days / 365} năm` : `${days} ngày`
}
