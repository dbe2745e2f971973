import { TO_FILL } from '../../lint/unfilled.ts'
import { FIELDS } from '../fields.ts'
import { phrasings } from './phrasings.ts'

/** A question's fields. */
export function faq(id: string, today: string): string[] {
  const explain = FIELDS.faq
  return [
    `# ${explain.id}\nid: ${id}`,
    `# ${explain.title}\ntitle: ${TO_FILL} câu hỏi`,
    `# ${explain.answer}\nanswer: |-\n  ${TO_FILL} câu trả lời, mỗi ý một dòng`,
    `# ${explain.phrasings}\nphrasings:\n${phrasings(3, id)}`,
    `# ${explain.link}\n# link: { title: Mở Cổng Dịch vụ công, url: "https://dichvucong.gov.vn" }`,
    `# ${explain.leadsTo}\n# leadsTo: { guide: nop-ho-so }`,
    `# ${explain.source}
source:
  title: ${TO_FILL} tên nguồn
  date: "${today}" # ${TO_FILL} ngày đã đọc
  # url: https://dichvucong.gov.vn`,
  ]
}
