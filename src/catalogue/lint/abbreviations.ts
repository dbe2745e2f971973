import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { type TextAt, textsOf } from './texts.ts'
import { TO_FILL } from './unfilled.ts'

/**
 * Short forms that are words by now. SIM, QR and NFC stand on the phone itself; CH Play is a name; TTTB is what is
 * typed into a message; HIV and AIDS are known by no longer name. What is still to be filled in is another rule's.
 */
const EVERYDAY = new Set([
  TO_FILL,
  'SIM',
  'QR',
  'NFC',
  'CH',
  'TTTB',
  'HIV',
  'AIDS',
  'GPS',
  'PDF',
  'USB',
  'ATM',
  'CD',
  'DVD',
])

/** A short form is written out where it stands, or at least once in the same text. */
export const abbreviations: Rule = {
  id: 'abbreviations',
  title: 'không có chữ viết tắt chưa giải thích',
  blocks: false,
  looksAt: spokenFiles,
  check: content =>
    textsOf(content).flatMap(place =>
      unexplainedIn(place.text).map(
        (short): Problem => ({ level: 'warn', ...at(place), message: advice(short) }),
      ),
    ),
}

function at({ file, line }: TextAt): Pick<Problem, 'file' | 'line'> {
  return { file, line }
}

function advice(short: string): string {
  return `chữ viết tắt "${short}" chưa được giải thích; viết hẳn ra, hoặc giải thích trong ngoặc ngay sau đó`
}

/** The short forms of a text that nothing in it explains, each once: `Gửi về UBND xã` → `['UBND']`. */
export function unexplainedIn(text: string): string[] {
  const found = [...text.matchAll(SHORT_FORM)].map(match => match[0])
  return [...new Set(found)].filter(
    short => !EVERYDAY.has(short) && !isNumeral(short) && !isExplained(short, text),
  )
}

/** Capitals alone: names of forms (CT01) and numbers of laws (68/2020/QH14) hold digits. */
const SHORT_FORM =
  /(?<![\p{L}\p{N}{/.-])(?:\p{Lu}{2,}(?:-\p{Lu}{2,})*)(?![\p{L}\p{N}}/]|-[\p{L}\p{N}]|\.gov)/gu

function isNumeral(short: string): boolean {
  return /^[IVXLC]+$/.test(short)
}

/** `OTP (mã gửi về điện thoại)`, `bảo hiểm y tế (BHYT)`, `gọi tắt là IDP`, `OTP là mã …`. */
function isExplained(short: string, text: string): boolean {
  return [`${short} (`, `(${short})`, `(${short},`, `gọi tắt là ${short}`, `${short} là `].some(words =>
    text.includes(words),
  )
}
