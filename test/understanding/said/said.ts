import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Knowledge, TopicRef } from '../../../src/catalogue/knowledge.ts'

/**
 * One message of the development set, with what somebody who knows the procedures says that it means. The files have one a line,
 * `label TAB message`; README.md beside them tells of the labels.
 */
export type Said = {
  readonly text: string
  readonly means: 'topic' | 'ambiguous' | 'outside' | 'chatter' | 'emergency' | 'swindle'
  /** Keys (`keyOf`) of all that would be a right first answer. */
  readonly right: readonly string[]
  /** How many different things are asked; 2 where a message asks two. */
  readonly questions: number
  readonly isStory: boolean
}

/** From so many words on a message is a story; the issue's own measure. */
const STORY_WORDS = 15

const SIGNS: { readonly [label: string]: Said['means'] } = {
  '?': 'ambiguous',
  '-': 'outside',
  chatter: 'chatter',
  scam: 'swindle',
}

/** `dev` is what is learned and tuned on, `kept-aside` what never is. */
export function readSaid(name: 'dev' | 'kept-aside' | 'fresh' | 'fresh-2'): Said[] {
  return readFileSync(join(import.meta.dirname, `${name}.tsv`), 'utf8')
    .split('\n')
    .flatMap(line => {
      const [label, text] = line.split('\t')
      return label === undefined || text === undefined ? [] : [said(label.trim(), text)]
    })
}

function said(label: string, text: string): Said {
  const isStory = text.trim().split(/\s+/).length >= STORY_WORDS
  const sign = label.startsWith('!') ? 'emergency' : SIGNS[label]
  if (sign) return { text, means: sign, right: [], questions: 1, isStory }
  const questions = label.replace(/\s#\w+/g, '').split('+')
  const right = questions.flatMap(question => question.split('|').map(key => key.trim()))
  return { text, means: 'topic', right, questions: questions.length, isStory }
}

/** How labels name a topic: a procedure, also by the guide that leads through it alone, by its code. */
export function keyOf(knowledge: Knowledge, { kind, id }: Pick<TopicRef, 'id'> & { kind: string }): string {
  if (kind === 'procedure') return id
  const procedure = kind === 'guide' ? knowledge.guides.get(id)?.procedure : null
  return procedure ?? `${kind}:${id}`
}
