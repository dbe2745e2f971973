import { entryFiles, officeFiles, type Problem, type Rule } from './rule.ts'

/** Stands in a new file (`npm run content:new`) wherever somebody has to write or look something up. */
export const TO_FILL = 'ĐIỀN'

/** Nothing that is still to be filled in reaches a citizen; in a draft it is what remains to do. */
export const unfilled: Rule = {
  id: 'unfilled',
  title: `không còn chỗ nào ghi "${TO_FILL}"`,
  blocks: true,
  looksAt: content => [...entryFiles(content), ...officeFiles(content)],
  check: ({ files }) =>
    [...files.texts].flatMap(([file, text]) =>
      text.split('\n').flatMap((written, index): Problem[] =>
        isOpen(written)
          ? [
              {
                level: files.drafts.has(file) ? 'warn' : 'fail',
                file,
                line: index + 1,
                message: `dòng này còn chữ "${TO_FILL}"; điền vào rồi xóa chữ đó, mục không cần thì xóa cả mục`,
              },
            ]
          : [],
      ),
    ),
}

/** A line that is a comment from its beginning explains a field and may stay. */
function isOpen(line: string): boolean {
  return !line.trimStart().startsWith('#') && new RegExp(`(?<!\\p{L})${TO_FILL}(?!\\p{L})`, 'u').test(line)
}
