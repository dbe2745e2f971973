import { ofToday } from './history.ts'
import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { textsOf } from './texts.ts'

/** There is no district level since 1 July 2025, and no town below it: nobody can hand anything in there. */
export const districts: Rule = {
  id: 'districts',
  title: 'không còn huyện, quận, thị trấn như đang có',
  blocks: false,
  looksAt: spokenFiles,
  check: content =>
    textsOf(content).flatMap(({ file, line, text }): Problem[] => {
      const found = ofToday(text).flatMap(sentence => sentence.match(DISTRICT) ?? [])[0]
      if (!found) return []
      const message = `"${found}": cấp huyện không còn từ ngày 1/7/2025; ghi cấp xã hoặc cấp tỉnh, hoặc nói rõ là tên cũ`
      return [{ level: 'warn', file, line, message }]
    }),
}

const DISTRICT =
  /(?<!\p{L})(?:(?:cấp|UBND|ủy ban nhân dân|uỷ ban nhân dân|công an|một cửa|tòa án|phòng(?: \p{L}+){1,6}) )?(?:cấp )?(?:huyện|quận|thị trấn|thị xã)(?!\p{L})/iu
