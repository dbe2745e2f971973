import type { Knowledge } from '../catalogue/knowledge.ts'
import { fold } from './fold.ts'

/** Procedure codes as people may type them, with the code that holds today. */
export type Codes = ReadonlyMap<string, string>

export function codesOf(knowledge: Knowledge): Codes {
  const codes = new Map<string, string>()
  for (const { code, replaces } of knowledge.procedures.values())
    for (const old of replaces) if (!knowledge.procedures.has(old)) codes.set(old, code)
  for (const code of knowledge.procedures.keys()) codes.set(code, code)
  return codes
}

/**
 * The known procedure whose code stands in a text: "1.004222", "1004222", "1 004222", with a province's suffix
 * ("1.012753.H19"), or spoken ("một chấm không không…"). Null where there is none.
 */
export function findCode(text: string, codes: Codes): string | null {
  for (const [, first, rest] of text.matchAll(CODE)) {
    const code = codes.get(`${first}.${rest}`)
    if (code) return code
  }
  const spoken = spokenDigits(text)
  return spoken === null ? null : (codes.get(spoken) ?? null)
}

/** Form of all 5,652 entries of the national list: a digit, a dot, six digits (domain facts §2.1). */
const CODE = /(?<![\d.])([1-9])\s?[.,]?\s?(\d{6})(?!\d)/g

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
