import { soundOf } from '../text/syllable.ts'
import type { Token } from '../text/tokens.ts'

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
