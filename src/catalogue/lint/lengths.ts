import { allGuides } from './guides.ts'
import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { type TextAt, textsOf, textsOfGuide } from './texts.ts'

/** Zalo and Messenger take 2,000 characters, and the numbered choices stand below the text. */
export const LONGEST_TEXT = 1_500
/** A choice is a line of a list: beyond this it wraps on a phone until it is no longer one. */
export const LONGEST_LABEL = 60

/** What is sent must fit into one message of every channel. */
export const lengths: Rule = {
  id: 'lengths',
  title: 'độ dài vừa một tin nhắn',
  blocks: false,
  looksAt: spokenFiles,
  check: content => [
    ...textsOf(content).flatMap(text => tooLong(text, '')),
    ...allGuides(content)
      .filter(({ derived }) => derived)
      .flatMap(guide => textsOfGuide(guide).flatMap(text => tooLong(text, DERIVED))),
  ],
}

const DERIVED = 'trong hướng dẫn tự lập từ thủ tục này, '

function tooLong({ file, line, role, text }: TextAt, where: string): Problem[] {
  const limit = role === 'label' ? LONGEST_LABEL : LONGEST_TEXT
  if (text.length <= limit) return []
  const what = `${where}${role === 'label' ? 'lựa chọn' : 'đoạn'} "${text.slice(0, 30)}…"`
  const message = `${what} dài ${text.length} chữ cái, nhiều nhất là ${limit}; viết ngắn lại`
  return [{ level: 'fail', file, line, message }]
}
