import type { ListedProcedure } from '../../../src/catalogue/schema/listed.ts'
import { entry } from '../../catalogue/list-files.ts'

/**
 * So many procedures with names that look official and are nobody's, the same ones every time: what is done, to which paper, about
 * what, for whom, where. About trades that the content has nothing on, as most of the national list is.
 */
export function syntheticList(count: number): ListedProcedure[] {
  return Array.from({ length: count }, (_, number) =>
    entry({ code: `9.${String(number).padStart(6, '0')}`, name: nameOf(number) }),
  )
}

/** The number written in the sizes of the lists, so that no two names are the same; multiplied, so that neighbours differ in all parts. */
function nameOf(number: number): string {
  let rest = (number * STRIDE) % ALL
  const parts = LISTS.map(list => {
    const part = list[rest % list.length]
    rest = Math.floor(rest / list.length)
    return part
  })
  return parts.join(' ')
}

const OPERATIONS = [
  'Cấp', 'Cấp lại', 'Cấp đổi', 'Gia hạn', 'Điều chỉnh', 'Thu hồi', 'Thẩm định', 'Phê duyệt', 'Công nhận', 'Chấp thuận',
  'Đăng ký', 'Kiểm tra', 'Xác nhận', 'Chuyển nhượng', 'Đình chỉ', 'Công bố', 'Sửa đổi, bổ sung',
] // biome-ignore format: a list of words
const PAPERS = [
  'giấy phép', 'giấy chứng nhận đủ điều kiện', 'chứng chỉ năng lực', 'phương án', 'quyết định chủ trương', 'hồ sơ thiết kế',
  'báo cáo kết quả', 'kế hoạch', 'văn bản chấp thuận', 'tiêu chuẩn kỹ thuật', 'mã số', 'danh mục', 'hợp đồng',
] // biome-ignore format: a list of words
const SUBJECTS = [
  'khai thác khoáng sản rắn', 'thăm dò nước dưới đất', 'vận hành hồ chứa thủy điện', 'nhập khẩu hóa chất độc', 'sản xuất vật liệu nổ công nghiệp',
  'nuôi tôm hùm lồng bè', 'đóng mới tàu cá vỏ thép', 'kinh doanh thuốc thú y', 'khảo nghiệm giống ngô lai', 'kiểm dịch thực vật quá cảnh',
  'phát sóng truyền hình vệ tinh', 'thiết lập mạng viễn thông cố định', 'xuất bản phẩm điện tử', 'trùng tu di tích khảo cổ', 'tổ chức giải đua thuyền buồm',
  'đào tạo lái tàu hỏa', 'bay chụp ảnh hàng không', 'nạo vét luồng hàng hải', 'kiểm định cần trục tháp', 'đấu nối đường nhánh cao tốc',
  'phòng thí nghiệm bức xạ', 'chuyển giao công nghệ sinh học', 'đo đạc bản đồ địa hình', 'quan trắc khí tượng', 'xử lý chất thải nguy hại',
  'trồng rừng phòng hộ ven biển', 'nuôi động vật hoang dã sinh sản', 'chế biến sữa tiệt trùng', 'sản xuất mỹ phẩm nội địa', 'bán buôn rượu vang',
  'dịch vụ kế toán xuyên biên giới', 'môi giới bảo hiểm hàng không', 'phát hành trái phiếu doanh nghiệp', 'kho ngoại quan xăng dầu', 'sàn giao dịch hàng hóa',
  'giám định cổ vật', 'huấn luyện an toàn điện hạt nhân', 'phòng xạ trị ung bướu', 'sản xuất vắc xin cúm', 'thử nghiệm lâm sàng thuốc mới',
  'quảng cáo ngoài trời khổ lớn', 'trại giống cá tra', 'mỏ đá ốp lát', 'lò đốt gạch tuynen', 'trạm nạp khí hóa lỏng', 'cáp treo du lịch', 'sân gôn',
  'bến cảng cạn', 'lưới điện trung thế', 'trung tâm trọng tài thương mại', 'quỹ đầu tư mạo hiểm', 'tổ chức hành nghề thừa phát lại',
] // biome-ignore format: a list of words
const HOLDERS = [
  'đối với doanh nghiệp có vốn nước ngoài', 'của tổ chức kinh tế', 'cho hợp tác xã', 'thuộc thẩm quyền của Bộ', 'thuộc thẩm quyền cấp tỉnh',
  'đối với cơ sở quy mô nhỏ', 'của viện nghiên cứu', 'cho nhà thầu phụ', 'trong khu kinh tế cửa khẩu', 'trong khu công nghệ cao', 'tại vùng biển ven bờ',
  'trên đảo', 'dọc hành lang sông', 'trong vườn quốc gia', 'đối với lô hàng tạm nhập', 'của hội nghề nghiệp', 'cho dự án nhóm A',
  'đối với công trình ngầm', 'của đơn vị sự nghiệp công lập',
] // biome-ignore format: a list of words
const CASES = [
  'lần đầu', 'khi hết thời hạn', 'do thay đổi người đại diện', 'do sáp nhập hoặc chia tách', 'theo hình thức rút gọn', 'có yếu tố liên tỉnh',
  'phục vụ quốc phòng', 'theo điều ước quốc tế', 'không qua đấu giá', 'trong trường hợp bất khả kháng', 'kèm đánh giá tác động', 'theo cơ chế thử nghiệm',
] // biome-ignore format: a list of words

const LISTS = [OPERATIONS, SUBJECTS, HOLDERS, PAPERS, CASES]
const ALL = LISTS.reduce((product, list) => product * list.length, 1)
/** A prime that none of the lists' sizes has, so every number below ALL comes once. */
const STRIDE = 1_000_003
