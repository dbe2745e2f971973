import type { Token } from '../tokens.ts'

/**
 * What is learned from a text: each word as it is written, with its accents where it has any, and as it sounds; each two that
 * follow one another, and each two with one word between. The same one may come twice.
 */
export function featuresOf(tokens: readonly Token[]): string[] {
  const found: string[] = []
  for (const [at, { letters, marks }] of tokens.entries()) {
    found.push(letters, `~${soundOf(letters)}`)
    if (marks !== '') found.push(letters + marks)
    const next = tokens[at + 1]
    if (!next) continue
    found.push(`${letters} ${next.letters}`)
    if (marks !== '' && next.marks !== '') found.push(`${letters}${marks} ${next.letters}${next.marks}`)
    const afterNext = tokens[at + 2]
    if (afterNext) found.push(`${letters} _ ${afterNext.letters}`)
  }
  return found
}

/** Vietnamese has some 7,000 syllables without their tones' marks; texts of other languages shall not fill the memory. */
const MOST_REMEMBERED = 10_000
const sounds = new Map<string, string>()

/**
 * A folded syllable as half of the country hears it: tr as ch, s as x, gi and r as d, l as n, -ng as -n, -c as -t. Voice typing
 * and everyday spelling mix these up.
 */
export function soundOf(letters: string): string {
  const known = sounds.get(letters)
  if (known !== undefined) return known
  const sound = letters
    .replace(/^tr/, 'ch')
    .replace(/^s/, 'x')
    .replace(/^(?:gi(?=[aeou])|r)/, 'd')
    .replace(/^l/, 'n')
    .replace(/(?<=[aeiouy])ng$/, 'n')
    .replace(/(?<=[aeiouy])c$/, 't')
  if (sounds.size < MOST_REMEMBERED) sounds.set(letters, sound)
  return sound
}
