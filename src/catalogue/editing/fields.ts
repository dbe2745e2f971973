import type { Faq } from '../schema/faq.ts'
import type { Guide } from '../schema/guide.ts'
import type { LifeEvent } from '../schema/life-event.ts'
import type { Office } from '../schema/office.ts'
import type { Procedure } from '../schema/procedure.ts'

/**
 * What each field of an entry is for, in words for whoever fills it in: shown by editors (the JSON Schemas) and
 * written into new files (`npm run content:new`).
 */
export const FIELDS: {
  readonly procedure: Explained<Procedure>
  readonly guide: Explained<Guide>
  readonly faq: Explained<Faq>
  readonly 'life-event': Explained<LifeEvent>
  readonly place: Explained<Office>
} = {
  procedure: {
    code: 'Mã thủ tục trên Cổng Dịch vụ công quốc gia, để trong dấu nháy. Tên tệp cũng là mã này.',
    name: 'Tên ngắn mà người dân hay gọi.',
    official: 'Tên đầy đủ, chép đúng như trên Cổng.',
    field: 'Lĩnh vực ghi trên Cổng, ví dụ: Hộ tịch.',
    purpose: 'Làm thủ tục này để được gì, một dòng dưới 20 chữ.',
    who: 'Ai được làm, một hai câu ngắn.',
    guide:
      'Mã hướng dẫn riêng, nếu đã viết trong thư mục guides. Không có thì máy tự lập từ các mục dưới đây.',
    cases: 'Các trường hợp làm thay đổi giấy tờ. Chỉ có một trường hợp thì bỏ mục này.',
    papers:
      'Giấy tờ phải nộp. originals là số bản chính, copies là số bản sao. cases ghi mã trường hợp cần giấy đó, bỏ trống là ai cũng cần.',
    fees: 'Phí, lệ phí theo cách nộp. amount tính bằng đồng, per là tính theo gì. Do Hội đồng nhân dân tỉnh quyết định thì ghi amount: province; văn bản khác quy định thì ghi amount: elsewhere và nói văn bản nào trong note. Cổng để trống thì ghi fees: [].',
    time: 'Bao lâu thì xong, ghi rõ ngày hay ngày làm việc.',
    where: 'Nơi nhận và giải quyết, cấp xã hoặc cấp tỉnh. Không còn cấp huyện.',
    online:
      'Nộp qua mạng được đến đâu: toan-trinh (không phải đến nơi), mot-phan (có bước phải đến), khong. channels là portal (Cổng) hoặc vneid.',
    paper: 'Còn nộp bản giấy được không, cho ai; date là ngày biết điều đó.',
    result: 'Nhận được gì (what) và nhận bằng cách nào (how).',
    typed: 'Những điều phải gõ vào tờ khai, nên để sẵn.',
    deadline: 'Phải làm trong bao lâu, nếu có.',
    mistakes: 'Lỗi hay gặp, mỗi lỗi một dòng.',
    related: 'Mã các thủ tục liên quan, để trong dấu nháy.',
    replaces: 'Mã cũ mà mã này thay thế.',
    phrasings:
      'Cách người dân hỏi, ít nhất 8 câu từ nhiều người khác nhau: có dấu, không dấu, viết tắt, tiếng địa phương, kể tình huống.',
    legal: 'Văn bản quy định, mỗi văn bản một dòng.',
    link: 'Trang của thủ tục trên Cổng. Địa chỉ phải là https và thuộc .gov.vn.',
    source: 'Quyết định công bố thủ tục, và ngày đã đọc trên Cổng.',
  },
  guide: {
    id: 'Mã của hướng dẫn: viết thường, không dấu, nối bằng gạch ngang. Tên tệp cũng là mã này.',
    title: 'Tên hướng dẫn, như một việc cần làm.',
    summary: 'Làm xong thì có gì trong tay, một dòng.',
    phrasings: 'Cách người dân hỏi, càng nhiều kiểu càng tốt.',
    listed: 'false nếu không hiện trong danh mục, chỉ đi tới từ nơi khác.',
    steps:
      'Các bước theo thứ tự. Mỗi bước có đúng một trong: tell (đọc), do (làm), ask (chọn), enter (gõ), prepare (chuẩn bị giấy tờ), use (đi theo hướng dẫn khác), finish (kết thúc).',
    source: 'Viết theo nguồn nào, và ngày đã đọc.',
  },
  faq: {
    id: 'Mã của câu hỏi: viết thường, không dấu, nối bằng gạch ngang. Tên tệp cũng là mã này.',
    title: 'Câu hỏi, viết như người dân hỏi.',
    answer: 'Câu trả lời: mỗi câu dưới 20 chữ, câu quan trọng đứng đầu.',
    phrasings: 'Cách khác để hỏi điều này, ít nhất 3 câu.',
    link: 'Trang để xem thêm. Địa chỉ phải là https và thuộc .gov.vn.',
    leadsTo: 'Đọc xong thì đi đâu tiếp: mã hướng dẫn (guide) hoặc mã thủ tục (procedure).',
    source: 'Viết theo nguồn nào, và ngày đã đọc.',
  },
  'life-event': {
    id: 'Mã của sự kiện: viết thường, không dấu, nối bằng gạch ngang. Tên tệp cũng là mã này.',
    title: 'Chuyện gì xảy ra trong nhà, như người dân nói.',
    summary: 'Danh sách này giúp được gì, một dòng.',
    phrasings: 'Cách người dân kể chuyện ấy, ít nhất 10 câu từ nhiều người khác nhau.',
    tasks:
      'Từ 2 đến 9 việc, theo thứ tự phải làm. Mỗi việc ghi đúng một trong: procedure (mã thủ tục), guide, faq. note nói khi nào cần, không viết hoa đầu câu. Hạn của thủ tục không đúng cho chuyện này thì ghi deadline: false.',
    source: 'Viết theo nguồn nào, và ngày đã đọc.',
  },
  place: {
    id: 'Mã của nơi này: viết thường, không dấu, nối bằng gạch ngang. Tên tệp cũng là mã này.',
    name: 'Tên ghi trên biển, kèm tên xã, phường.',
    formerly: 'Tên cũ mà người dân còn gọi.',
    kind: 'Loại nơi: trung-tam (Trung tâm Phục vụ hành chính công), cong-an (Công an xã, phường), khac (điểm khác, như trụ sở cũ).',
    unit: 'Xã, phường mà nơi này thuộc về, kèm tỉnh, viết như trong operator.yaml.',
    address: 'Địa chỉ để người dân tìm đến.',
    phone: 'Số máy người dân gọi được trong giờ làm việc. Không có thì bỏ mục này.',
    coordinates: 'Tọa độ trên bản đồ, để tìm nơi gần nhất khi có người gửi vị trí.',
    hours: 'Giờ làm việc. days: 1 là thứ Hai, 7 là Chủ nhật. Mỗi buổi một dòng.',
    tasks: 'Lĩnh vực làm tại đây, chép đúng như ở mục field của thủ tục; hoặc mã thủ tục.',
    notHere: 'Mã thủ tục thuộc lĩnh vực trên nhưng không làm ở đây.',
    closed: 'Những ngày nghỉ, và vì sao. Nghỉ một ngày thì bỏ until.',
    note: 'Điều nên biết trước khi đến.',
    phrasings: 'Cách người dân hỏi nơi này.',
  },
}

type Explained<T> = { readonly [field in keyof Required<T>]: string }
