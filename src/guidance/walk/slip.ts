import { z } from 'zod'

/**
 * What somebody prepared, in the words in which they saw it, for the officer whom they show the code. It holds nothing
 * that tells whose it is.
 */
export const Slip = z.object({
  code: z.string(),
  run: z.string(),
  title: z.string(),
  procedure: z.string(),
  /** What was chosen on the way: "Cha mẹ bé đã kết hôn chưa: Đã đăng ký". */
  situation: z.array(z.string()),
  have: z.array(z.string()),
  missing: z.array(z.string()),
  typed: z.array(z.string()),
  where: z.string(),
  hours: z.array(z.string()),
  madeAt: z.number(),
})
export type Slip = z.infer<typeof Slip>

/** The page of a slip; a channel puts the server's own address in front. */
export function slipPage(code: string): string {
  return `/phieu/${code}`
}

/** No letter that looks or sounds like another, and no vowels, so that no word comes about. */
const LETTERS = '23456789BCDFGHJKLMNPQRTVWX'
const LENGTH = 8

/** "K7M2-QXTB" out of a random id: short enough to be read out at a desk, far too many to be guessed. */
export function codeFrom(id: string): string {
  let hash = 0xcbf29ce484222325n
  for (const letter of id)
    hash = BigInt.asUintN(64, (hash ^ BigInt(letter.codePointAt(0) ?? 0)) * 0x100000001b3n)
  let code = ''
  for (let place = 0; place < LENGTH; place++) {
    code += LETTERS[Number(hash % BigInt(LETTERS.length))]
    hash /= BigInt(LETTERS.length)
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** The code as it is kept, from what was typed at a desk: "k7m2 qxtb"; null where it cannot be one. */
export function readCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return letters.length === LENGTH ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null
}
