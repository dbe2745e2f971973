import type { Knowledge } from '../catalogue/knowledge.ts'
import { fold } from './fold.ts'

/** Procedure codes as people may type them, with the code that holds today. */
export type Codes = ReadonlyMap<string, string>

export function codesOf(knowledge: Knowledge): Codes {
  const codes = new Map(knowledge.successors)
  for (const code of [...knowledge.procedures.keys(), ...knowledge.listed.procedures.keys()])
    codes.set(code, code)
  return codes
}

/**
 * The known procedure whose code stands in a text: "1.004222", "1004222", "1 004222", with a province's suffix
 * ("1.012753.H19"), or spoken ("một chấm không không…"). Null where there is none.
 */
export function findCode(text: string, codes: Codes): string | null {
  for (const [, first, rest, suffix = ''] of text.matchAll(CODE)) {
    const base = `${first}.${rest}`
    const code = codes.get(`${base}${suffix.toUpperCase()}`) ?? codes.get(base)
    if (code) return code
  }
  const spoken = spokenDigits(text)
  return spoken === null ? null : (codes.get(spoken) ?? null)
}

/** A digit, a dot, six digits; a province's own copy has a suffix, and a few of the national list have more digits (domain facts §2.1). */
const CODE = /(?<![\d.])([1-9])\s?[.,]?\s?(\d{6,9})(?!\d)((?:\.[0-9A-Za-z]+)*)/g

function spokenDigits(text: string): string | null {
  if (!/ch[aấ]m/iu.test(text.normalize('NFC'))) return null
  const said = fold(text)
    .split(' ')
    .map(word => SPOKEN.get(word) ?? (/^\d+$/.test(word) ? word : ' '))
    .join('')
  return /(?<!\d)[1-9]\.\d{6}(?!\d)/.exec(said)?.[0] ?? null
}

const SPOKEN = new Map([
  ['khong', '0'],
  ['mot', '1'],
  ['hai', '2'],
  ['ba', '3'],
  ['bon', '4'],
  ['tu', '4'],
  ['nam', '5'],
  ['lam', '5'],
  ['sau', '6'],
  ['bay', '7'],
  ['tam', '8'],
  ['chin', '9'],
  ['cham', '.'],
])
