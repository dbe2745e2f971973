/** The number that a folded word spells, one to ten, or its digits; null for any other word. */
export function numberOf(letters: string): number | null {
  if (/^\d{1,4}$/.test(letters)) return Number(letters)
  return SPELLED.get(letters) ?? null
}

const SPELLED = new Map([
  ['mot', 1],
  ['hai', 2],
  ['ba', 3],
  ['bon', 4],
  ['nam', 5],
  ['sau', 6],
  ['bay', 7],
  ['tam', 8],
  ['chin', 9],
  ['muoi', 10],
])

/** Whether a folded word is part of a number that is read out: "không", "lăm", "phẩy". */
export function isNumberWord(letters: string): boolean {
  return SPELLED.has(letters) || READ_OUT.has(letters)
}

/** The digit that a word reads out, in lower case with its accents or with none, or '.' for "chấm"; null for any other word. */
export function digitReadOut(word: string): string | null {
  return READ_OUT.get(word) ?? null
}

const READ_OUT = new Map([
  ['không', '0'],
  ['khong', '0'],
  ['ko', '0'],
  ['một', '1'],
  ['mốt', '1'],
  ['mot', '1'],
  ['hai', '2'],
  ['ba', '3'],
  ['bốn', '4'],
  ['bon', '4'],
  ['tư', '4'],
  ['tu', '4'],
  ['năm', '5'],
  ['lăm', '5'],
  ['nhăm', '5'],
  ['nam', '5'],
  ['lam', '5'],
  ['sáu', '6'],
  ['sau', '6'],
  ['bảy', '7'],
  ['bẩy', '7'],
  ['bay', '7'],
  ['tám', '8'],
  ['tam', '8'],
  ['chín', '9'],
  ['chin', '9'],
  ['chấm', '.'],
  ['cham', '.'],
  ['phẩy', '.'],
  ['phẫy', '.'],
  ['phay', '.'],
])
