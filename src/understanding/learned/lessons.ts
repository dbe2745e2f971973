import type { Knowledge } from '../../catalogue/knowledge.ts'
import { meantBy } from '../../catalogue/schema/voices.ts'
import type { Token } from '../text/tokens.ts'
import { keyOfMeant, type Topic } from '../topics.ts'
import type { Lesson } from './train.ts'

/**
 * All that content has to learn from: what each topic is called, and what people said who meant it; and in a class of its own, the
 * last, what is about nothing: commands, small talk, short answers, what the bot itself calls its choices.
 */
export function lessonsOf(
  topics: readonly Topic[],
  {
    voices,
    guides,
    procedures,
    words,
    sentences,
  }: Pick<Knowledge, 'voices' | 'guides' | 'procedures' | 'words' | 'sentences'>,
  read: (text: string) => readonly Token[],
): Lesson[] {
  const places = new Map(topics.map(({ ref }, place) => [keyOfMeant(ref), place]))
  const called = topics.flatMap(({ phrases }, about) => phrases.map(text => ({ about, tokens: read(text) })))
  const told = voices.flatMap(file => {
    const meant = meantBy(file)
    const owner = meant.kind === 'guide' ? guides.get(meant.id)?.procedure : null
    const about = places.get(
      keyOfMeant(owner && procedures.has(owner) ? { kind: 'procedure', id: owner } : meant),
    )
    // Voices of what content no longer has teach nothing; the lint tells of them.
    return about === undefined ? [] : file.said.map(text => ({ about, tokens: read(text) }))
  })
  const nothing = [words.commands, words.smallTalk, words.stepWords, sentences.labels, sentences.commands]
    .flatMap(lists => Object.values(lists).flat())
    .map(text => ({ about: topics.length, tokens: read(text) }))
  return [...called, ...told, ...nothing]
}
