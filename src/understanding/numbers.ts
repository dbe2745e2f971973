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
