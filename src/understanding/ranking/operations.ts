import { sequenceAt, sequences } from '../text/sequences.ts'
import { type Token, tokenise } from '../text/tokens.ts'

/**
 * The places of words that say what is done to a paper or an entry: khai sinh, đăng ký lại khai sinh and cải
 * chính khai sinh are three procedures. The national catalogue forms its names with these.
 */
export function operationsIn(tokens: readonly Token[]): number[] {
  const places: number[] = []
  for (let at = 0; at < tokens.length; at++) {
    const found = sequenceAt(OPERATIONS, tokens, at)
    if (found) places.push(at + found.value)
  }
  return places
}

/** The last word tells the operation, of "mất giấy" the first. */
const OPERATIONS = sequences([
  ...[
    'xóa',
    'hủy',
    'gia hạn',
    'đăng ký lại',
    'cấp lại',
    'làm lại',
    'xin lại',
    'cấp đổi',
    'thay đổi',
    'đổi',
    'cải chính',
    'điều chỉnh',
    'sửa',
    'đính chính',
    'chấm dứt',
    'trích lục',
    'tách',
    'bị mất',
    'làm mất',
    'nước ngoài',
  ].map(text => ({ tokens: tokenise(text), value: tokenise(text).length - 1 })),
  { tokens: tokenise('mất giấy'), value: 0 },
])
