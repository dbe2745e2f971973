import type { Index } from './build.ts'
import { type Question, readQuestion } from './questions.ts'
import type { Token } from './text/tokens.ts'

/** A part of a message; what it asks is only worked out where somebody wants to know. */
export type Part = { readonly tokens: readonly Token[]; readonly question: () => Question }

export type ReadPart = (text: string) => Part

/** Reads each part of one message once: it is looked at as a wish, and as a question of its own. */
export function partReader(index: Index): ReadPart {
  const known = new Map<string, Part>()
  return text => {
    const before = known.get(text)
    if (before) return before
    const tokens = index.read(text)
    let question: Question | null = null
    const part: Part = {
      tokens,
      question: () => {
        question ??= readQuestion(index, tokens)
        return question
      },
    }
    known.set(text, part)
    return part
  }
}
