import { z } from 'zod'
import { TO_FILL } from '../lint/unfilled.ts'
import { Id, ProcedureCode } from '../schema/common.ts'
import { FIELDS } from './fields.ts'

/** What can be begun with `npm run content:new`, and the folder that it lies in. */
export const FOLDERS = { procedure: 'procedures', guide: 'guides', faq: 'faq' } as const
export type Kind = keyof typeof FOLDERS

export const Kind = z.enum(['procedure', 'guide', 'faq'])

/** Why a name will not do, in Vietnamese; null where it will. */
export function faultOfName(kind: Kind, name: string): string | null {
  const read = (kind === 'procedure' ? ProcedureCode : Id).safeParse(name)
  return read.success ? null : `"${name}" ${read.error.issues[0]?.message ?? 'không dùng được'}`
}

/**
 * A new entry's file: of the right form, each field explained, with the word that lint looks for wherever something
 * has to be written or checked. `today` is a day in Asia/Ho_Chi_Minh.
 */
export function scaffold(kind: Kind, name: string, today: string): string {
  const fields = { procedure, guide, faq }[kind](name, today)
  return `${modeline(kind, `../../`)}\n${HEAD}\n\n${fields.join('\n\n')}\n`
}

/** Tells editors how such a file looks. `up` leads from the file's folder to the content folder. */
export function modeline(kind: Kind, up: string): string {
  return `# yaml-language-server: $schema=${up}.schemas/${kind}.json`
}

const HEAD = `# Chỗ nào có chữ ${TO_FILL} thì viết vào hoặc kiểm tra lại, rồi xóa chữ đó đi.
# Dòng bắt đầu bằng dấu # là lời giải thích, để lại cũng không sao. Bỏ dấu # đầu dòng là dùng mục đó.
# Chỉ ghi điều đã đọc thấy trong nguồn. Nguồn không nói thì bỏ mục ấy, đừng đoán.`

function procedure(code: string, today: string): string[] {
  const explain = FIELDS.procedure
  return [
    `# ${explain.code}\ncode: "${code}"`,
    `# ${explain.name}\nname: ${TO_FILL} tên thường gọi`,
    `# ${explain.official}\nofficial: ${TO_FILL} tên trên Cổng`,
    `# ${explain.field}\nfield: ${TO_FILL} lĩnh vực`,
    `# ${explain.purpose}\npurpose: ${TO_FILL} để được gì`,
    `# ${explain.who}\nwho: ${TO_FILL} ai được làm`,
    `# ${explain.guide}\n# guide: ten-huong-dan`,
    `# ${explain.cases}
# cases:
#   - id: nop-thay
#     label: Nhờ người khác nộp
#     note: Cần giấy ủy quyền.`,
    `# ${explain.papers}
papers:
  - id: to-khai # ${TO_FILL} đúng mã chưa: viết thường, không dấu, nối bằng gạch ngang
    name: ${TO_FILL} tên giấy tờ, ghi cả số mẫu nếu có
    originals: 1 # ${TO_FILL} mấy bản chính
    copies: 0 # ${TO_FILL} mấy bản sao
    # notNeededWhen: Nhà nước đã có trong dữ liệu
    # note: Điều cần biết thêm về giấy này.`,
    `# ${explain.fees}
fees: # ${TO_FILL} phí
  - channel: any # online, direct (trực tiếp), post (bưu điện), any (cách nào cũng vậy)
    amount: 0
    # per: lần
    # note: Ai được miễn, được giảm.`,
    `# ${explain.time}\ntime: ${TO_FILL} thời hạn`,
    `# ${explain.where}\nwhere: ${TO_FILL} nơi nhận`,
    `# ${explain.online}
online:
  level: mot-phan # ${TO_FILL} toan-trinh, mot-phan hay khong
  channels: [portal] # ${TO_FILL} portal, vneid`,
    `# ${explain.paper}
paper:
  allowed: true # ${TO_FILL} true (còn) hay false (hết)
  note: ${TO_FILL} ai còn được nộp giấy, ở đâu
  date: "${today}" # ${TO_FILL} ngày đã đọc`,
    `# ${explain.result}
result:
  what: ${TO_FILL} kết quả
  # how: Nhận tại nơi nộp, hoặc qua bưu điện.`,
    `# ${explain.typed}\n# typed:\n#   - Họ tên, ngày sinh, số định danh`,
    `# ${explain.deadline}\n# deadline: Trong 60 ngày kể từ ngày sinh`,
    `# ${explain.mistakes}\n# mistakes:\n#   - Ảnh giấy tờ mờ, thiếu góc.`,
    `# ${explain.related}\n# related: ["1.004194"]`,
    `# ${explain.replaces}\n# replaces: ["1.000001"]`,
    `# ${explain.phrasings}\nphrasings:\n${lines(8, code)}`,
    `# ${explain.legal}\nlegal:\n  - ${TO_FILL} tên và số văn bản`,
    `# ${explain.link}
link:
  title: Trang thủ tục trên Cổng
  url: https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/${code} # ${TO_FILL} mở thử, không có thì bỏ mục link`,
    `# ${explain.source}
source:
  decision: ${TO_FILL} số quyết định công bố
  date: "${today}" # ${TO_FILL} ngày đã đọc`,
  ]
}

function guide(id: string, today: string): string[] {
  const explain = FIELDS.guide
  return [
    `# ${explain.id}\nid: ${id}`,
    `# ${explain.title}\ntitle: ${TO_FILL} tên hướng dẫn`,
    `# ${explain.summary}\nsummary: ${TO_FILL} làm xong thì có gì`,
    `# ${explain.phrasings}\nphrasings:\n${lines(3, id)}`,
    `# ${explain.listed}\n# listed: false`,
    `# ${explain.steps}
# Bước có dòng when thì chỉ hiện khi đúng câu trả lời ấy ở bước trên.
steps:
  - id: truong-hop
    title: ${TO_FILL} vài chữ cho danh sách các bước
    ask: ${TO_FILL} hỏi điều làm thay đổi các bước sau
    options:
      co: { label: Có, also: [có rồi, rồi] } # ${TO_FILL} các lựa chọn
      khong: { label: Không, also: [chưa] }
  - id: giay-to
    prepare: ${TO_FILL} câu mời chuẩn bị giấy tờ
    items:
      - id: to-khai
        label: ${TO_FILL} tên giấy tờ, dưới 60 chữ cái
        # note: Điều cần biết về giấy này.
        # when: { truong-hop: co }
  - id: lam
    do: ${TO_FILL} một việc phải làm, bằng câu ngắn
    # Người làm bước này ở ngoài, trên Cổng hay VNeID, thì thêm dòng: outside: true
    # picture: { file: ten-anh.png, alt: Tả ảnh cho người không nhìn thấy. }
    obstacles:
      - id: khong-duoc
        label: ${TO_FILL} chỗ hay vướng
        help: ${TO_FILL} làm gì thì gỡ được
  - id: nop
    use: nop-ho-so # ${TO_FILL} đi tiếp hướng dẫn nộp hồ sơ; không cần thì bỏ bước này
  - id: xong
    finish: xong
    text: ${TO_FILL} lời kết, nói rõ bước tiếp theo`,
    `# ${explain.source}
source:
  title: ${TO_FILL} tên nguồn
  date: "${today}" # ${TO_FILL} ngày đã đọc
  # url: https://dichvucong.gov.vn`,
  ]
}

function faq(id: string, today: string): string[] {
  const explain = FIELDS.faq
  return [
    `# ${explain.id}\nid: ${id}`,
    `# ${explain.title}\ntitle: ${TO_FILL} câu hỏi`,
    `# ${explain.answer}\nanswer: |-\n  ${TO_FILL} câu trả lời, mỗi ý một dòng`,
    `# ${explain.phrasings}\nphrasings:\n${lines(3, id)}`,
    `# ${explain.link}\n# link: { title: Mở Cổng Dịch vụ công, url: "https://dichvucong.gov.vn" }`,
    `# ${explain.leadsTo}\n# leadsTo: { guide: nop-ho-so }`,
    `# ${explain.source}
source:
  title: ${TO_FILL} tên nguồn
  date: "${today}" # ${TO_FILL} ngày đã đọc
  # url: https://dichvucong.gov.vn`,
  ]
}

/** Each names its entry, since no two entries may hold one phrasing. */
function lines(count: number, name: string): string {
  return Array.from({ length: count }, (_, index) => `  - ${TO_FILL} cách hỏi ${index + 1} của ${name}`).join(
    '\n',
  )
}
