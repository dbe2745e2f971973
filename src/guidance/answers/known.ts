import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Whereabouts } from '../../catalogue/places.ts'
import type { SentenceKey } from '../../catalogue/schema/sentences.ts'
import { sentence } from '../words.ts'

/**
 * What facts are worded from: the content, the time (epoch milliseconds) that decides what holds, and the place that
 * was asked about; without one, where this installation is at home.
 */
export type Known = { readonly knowledge: Knowledge; readonly now: number; readonly at?: Whereabouts | null }

export function say({ knowledge }: Known, key: SentenceKey, values?: { [name: string]: string }): string {
  return sentence(knowledge, key, values)
}
