import { TO_FILL } from '../../lint/unfilled.ts'
import { FIELDS } from '../fields.ts'
import { phrasings } from './phrasings.ts'

/** A procedure's fields, one a part. */
export function procedure(code: string, today: string): string[] {
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
    `# ${explain.phrasings}\nphrasings:\n${phrasings(8, code)}`,
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
