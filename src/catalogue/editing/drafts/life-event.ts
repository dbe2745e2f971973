import { TO_FILL } from '../../lint/unfilled.ts'
import { FIELDS } from '../fields.ts'
import { phrasings } from './phrasings.ts'

/** A life event's fields, with the first of the things to do. */
export function lifeEvent(id: string, today: string): string[] {
  const explain = FIELDS['life-event']
  return [
    `# ${explain.id}\nid: ${id}`,
    `# ${explain.title}\ntitle: ${TO_FILL} chuyện gì xảy ra`,
    `# ${explain.summary}\nsummary: ${TO_FILL} danh sách này giúp được gì`,
    `# ${explain.tasks}
tasks:
  - guide: tai-khoan # ${TO_FILL} việc làm trước; thủ tục thì viết: procedure: "1.001193"
    note: ${TO_FILL} khi nào cần việc này
  - guide: nop-ho-so # ${TO_FILL} việc làm sau
    note: ${TO_FILL} khi nào cần việc này
    # deadline: false`,
    `# ${explain.phrasings}\nphrasings:\n${phrasings(10, id)}`,
    `# ${explain.source}
source:
  title: ${TO_FILL} tên nguồn
  date: "${today}" # ${TO_FILL} ngày đã đọc
  # url: https://dichvucong.gov.vn`,
  ]
}
