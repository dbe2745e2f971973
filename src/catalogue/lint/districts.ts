import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { textsOf } from './texts.ts'

/** There is no district level since 1 July 2025: nobody can hand anything in there. */
export const districts: Rule = {
  id: 'districts',
  title: 'không còn nơi nộp cấp huyện',
  blocks: false,
  looksAt: spokenFiles,
  check: content =>
    textsOf(content).flatMap(({ file, line, role, text }): Problem[] => {
      const found = text.match(role === 'place' ? DISTRICT : OFFICE_OF_DISTRICT)
      if (!found) return []
      const message = `"${found[0]}": cấp huyện không còn từ ngày 1/7/2025; ghi cấp xã hoặc cấp tỉnh`
      return [{ level: 'warn', file, line, message }]
    }),
}

const DISTRICT = /(?<!\p{L})(?:huyện|quận)(?!\p{L})/iu
const OFFICE_OF_DISTRICT =
  /(?<!\p{L})(?:cấp|UBND|ủy ban nhân dân|uỷ ban nhân dân|công an|một cửa|tòa án|phòng(?: \p{L}+){1,6}) (?:cấp )?(?:huyện|quận)(?!\p{L})/iu
