import { TO_FILL } from '../../lint/unfilled.ts'
import { FIELDS } from '../fields.ts'
import { phrasings } from './phrasings.ts'

/** A guide's fields, with a step of each kind that most guides have. */
export function guide(id: string, today: string): string[] {
  const explain = FIELDS.guide
  return [
    `# ${explain.id}\nid: ${id}`,
    `# ${explain.title}\ntitle: ${TO_FILL} tên hướng dẫn`,
    `# ${explain.summary}\nsummary: ${TO_FILL} làm xong thì có gì`,
    `# ${explain.phrasings}\nphrasings:\n${phrasings(3, id)}`,
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
