import type { Rule } from './rule.ts'

/** The example that comes with the project answers for nobody. */
export const operator: Rule = {
  id: 'operator',
  title: 'đã điền cơ quan vận hành',
  blocks: false,
  looksAt: content => [content.operator.file],
  check: ({ operator: { file, value, line } }) =>
    value.example
      ? [
          {
            level: 'warn',
            file,
            line: line(['example']),
            message: 'đang là cơ quan ví dụ; điền cơ quan thật rồi xóa dòng này trước khi mở kênh thật',
          },
        ]
      : [],
}
