import type { z } from 'zod'

type Issue = z.core.$ZodIssue
export type IssuePath = readonly PropertyKey[]

/**
 * Says in Vietnamese, for whoever wrote the content, what zod would say in English. Pass it as `error` wherever
 * content is parsed; a schema's own message goes first.
 */
export const inVietnamese: z.core.$ZodErrorMap = issue => {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input)
    case 'unrecognized_keys':
      return UNKNOWN_KEY
    case 'invalid_value':
      return issue.input === undefined ? MISSING : `phải là một trong: ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return issue.origin === 'array'
        ? `cần ít nhất ${issue.minimum} mục`
        : `phải từ ${issue.minimum} trở lên`
    case 'too_big':
      return issue.origin === 'array' ? `chỉ được ${issue.maximum} mục` : `chỉ được đến ${issue.maximum}`
    case 'invalid_key':
      return 'tên mục không hợp lệ'
    case 'invalid_union':
      return issue.input === undefined ? MISSING : wrongType('string', issue.input)
    default:
      return 'không đúng dạng'
  }
}

const MISSING = 'còn thiếu; hãy thêm mục này'
const UNKNOWN_KEY = 'không phải tên mục được dùng ở đây; kiểm tra chính tả hoặc xóa mục này'

function wrongType(expected: string, input: unknown): string {
  if (input === undefined) return MISSING
  if (input === null) return 'đang để trống; hãy điền vào hoặc xóa mục này'
  if (expected === 'string' && typeof input !== 'object')
    return `phải là chữ nhưng đọc ra ${typeof input === 'number' ? 'số' : 'đúng/sai'}; hãy để trong dấu nháy`
  return `phải là ${NAMES[expected] ?? expected}`
}

const NAMES: { readonly [expected: string]: string } = {
  string: 'một đoạn chữ',
  number: 'một số',
  int: 'một số nguyên',
  boolean: 'true hoặc false',
  array: 'một danh sách (mỗi dòng bắt đầu bằng gạch ngang)',
  tuple: 'một danh sách',
  object: 'các mục dạng "tên: giá trị"',
  record: 'các mục dạng "tên: giá trị"',
}

/** Takes an issue apart into places and messages: one for each unknown key, the fitting branch of a union. */
export function placesOf(issue: Issue): { path: IssuePath; message: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({ path: [...issue.path, key], message: issue.message }))
  if (issue.code === 'invalid_key')
    return issue.issues.map(inner => ({ path: issue.path, message: `tên mục ${inner.message}` }))
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find(branch => branch.every(inner => inner.path.length > 0 || isKeys(inner)))
    if (meant)
      return meant.flatMap(placesOf).map(({ path, message }) => ({ path: [...issue.path, ...path], message }))
  }
  return [{ path: issue.path, message: issue.message }]
}

function isKeys(issue: Issue): boolean {
  return issue.code === 'unrecognized_keys'
}

/** Hands the issues of a schema that was tried inside another one on to that one, below `prefix`. */
export function passOn(error: z.ZodError, context: z.RefinementCtx, prefix: IssuePath = []): void {
  for (const issue of error.issues)
    for (const { path, message } of placesOf(issue))
      context.addIssue({ code: 'custom', path: [...prefix, ...path], message })
}
