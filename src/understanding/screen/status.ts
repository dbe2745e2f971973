import type { Status } from '../../catalogue/schema/language.ts'
import { edits } from '../text/edits.ts'
import type { Token } from '../text/tokens.ts'

/** The official code ("1" to "10") of the status that a text copies from a portal, or null. */
export type ReadStatus = (text: string) => string | null

/** "Hồ sơ của tôi đang xử lý ạ" copies a status; a sentence much longer asks something. */
const MOST_AROUND = 6
/** Shared words of text and label, over the words of both. */
const LIKE_ENOUGH = 0.8

export function statusReader(
  statuses: readonly Status[],
  normalise: (text: string) => readonly Token[],
): ReadStatus {
  const labels = statuses.flatMap(({ code, label, also }) =>
    [label, ...also].map(text => ({
      code: String(code),
      words: normalise(text).map(token => token.letters),
    })),
  )
  labels.sort((a, b) => b.words.length - a.words.length)
  return text => {
    const words = normalise(text).map(token => token.letters)
    if (words.length === 0) return null
    const fitting = labels.filter(label => sameNegation(label.words, words))
    const said = fitting.find(
      label => words.length <= label.words.length + MOST_AROUND && holds(words, label.words),
    )
    if (said) return said.code
    const slipped = fitting.find(label => isSlipOf(words.join(' '), label.words.join(' ')))
    if (slipped) return slipped.code
    const [best, second] = byLikeness(fitting, words)
    if (!best || best.likeness < LIKE_ENOUGH || best.likeness === second?.likeness) return null
    return best.code
  }
}

type Label = { code: string; words: string[] }

/** The best label of each status, the most alike first. */
function byLikeness(labels: readonly Label[], words: readonly string[]) {
  const best = new Map<string, number>()
  for (const { code, words: label } of labels) {
    const shared = label.filter(word => words.includes(word)).length
    best.set(code, Math.max(best.get(code) ?? 0, (2 * shared) / (label.length + words.length)))
  }
  return [...best].map(([code, likeness]) => ({ code, likeness })).sort((a, b) => b.likeness - a.likeness)
}

/** "Không được tiếp nhận" and "được tiếp nhận" are opposites, however alike they look. */
function sameNegation(a: readonly string[], b: readonly string[]): boolean {
  return NEGATIONS.every(negation => a.includes(negation) === b.includes(negation))
}

const NEGATIONS = ['khong', 'chua']

function holds(words: readonly string[], label: readonly string[]): boolean {
  return words.some((_, from) => label.every((word, offset) => words[from + offset] === word))
}

function isSlipOf(text: string, label: string): boolean {
  return label.length >= 6 && edits(text, label, label.length >= 12 ? 2 : 1) <= (label.length >= 12 ? 2 : 1)
}
