import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { textsOf } from './texts.ts'

/** How to choose differs by channel, so that only the channel's renderer speaks of it (design §4). */
export const choosing: Rule = {
  id: 'choosing',
  title: 'không viết "bấm"',
  blocks: false,
  looksAt: spokenFiles,
  check: content =>
    textsOf(content)
      .filter(({ text }) => /(?<!\p{L})bấm(?!\p{L})/iu.test(text))
      .map(
        ({ file, line }): Problem => ({
          level: 'fail',
          file,
          line,
          message: 'có chữ "bấm"; viết "chọn", "mở" hoặc "gõ", vì mỗi kênh chọn một cách khác nhau',
        }),
      ),
}
