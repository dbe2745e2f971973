import type { Arrival, Message } from '../../src/channels/channel.ts'

type Said = Partial<Omit<Message, 'seq'>>

/** A few turns of a birth registration, as the bot would say them. */
export function birthRegistration({ what }: Arrival): Said[] {
  if (what.kind === 'arrived') return [greeting]
  const said = what.kind === 'text' ? what.text.toLowerCase() : what.kind === 'tap' ? what.payload : ''
  if (/^(1|khai-sinh|.*khai sinh.*)$/.test(said)) return [card]
  if (/^(bat-dau|2|bắt đầu)$/.test(said)) return [papers]
  if (said === 'danh mục') return [menu]
  if (said === 'gặp cán bộ') return [desk]
  return [{ text: `Mình chưa hiểu “${said}”. Chọn một việc dưới đây nhé.`, choices: greeting.choices }]
}

const greeting = {
  text: 'Kính chào anh chị. Mình là trợ lý tự động, giúp làm thủ tục trực tuyến từng bước.\n\nMình không hỏi số căn cước, mật khẩu hay mã gửi về điện thoại.',
  choices: [
    { title: 'Đăng ký khai sinh', payload: 'khai-sinh' },
    { title: 'Xác nhận tình trạng hôn nhân', payload: 'hon-nhan' },
    { title: 'Đăng ký thường trú, tạm trú', payload: 'cu-tru' },
    { title: 'Danh mục', payload: 'danh-muc' },
  ],
}

const card = {
  text: 'Đăng ký khai sinh\n\nLàm trực tuyến được toàn bộ. Không mất lệ phí nếu đăng ký trong 60 ngày từ khi sinh.',
  choices: [
    { title: 'Cần giấy tờ gì', payload: 'giay-to' },
    { title: 'Bắt đầu', payload: 'bat-dau' },
  ],
  links: [
    {
      title: 'Trang chính thức của thủ tục trên Cổng Dịch vụ công',
      url: 'https://dichvucong.gov.vn/thu-tuc',
    },
  ],
}

const papers = {
  text: 'Chuẩn bị giấy chứng sinh do cơ sở y tế cấp. Chụp rõ bốn góc, không lóa.',
  progress: { step: 3, atMost: 4, title: 'Đăng ký khai sinh cho con' },
  images: [{ url: '/pictures/chung-sinh.svg', alt: 'Ảnh mẫu: giấy chứng sinh chụp đủ bốn góc' }],
  choices: [
    { title: 'Đã có', payload: 'co' },
    { title: 'Chưa có', payload: 'chua' },
    { title: 'Trở lại', payload: 'tro-lai', secondary: true },
    { title: 'Gặp cán bộ', payload: 'can-bo', secondary: true },
  ],
}

const menu = {
  text: 'Các nhóm việc:',
  choices: [
    'Có con nhỏ',
    'Kết hôn',
    'Cư trú',
    'Căn cước',
    'Đất đai, nhà ở',
    'Kinh doanh hộ cá thể',
    'Người có công, bảo trợ xã hội và người khuyết tật',
  ].map((title, index) => ({ title, payload: `nhom-${index}` })),
}

const desk = {
  text: 'Trung tâm Phục vụ hành chính công phường Phú Lợi. Giờ làm việc: 7 giờ đến 17 giờ.',
  links: [{ title: 'Gọi 0274 382 2222', url: 'tel:02743822222' }],
}
