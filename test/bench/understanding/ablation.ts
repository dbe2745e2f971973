import type { Knowledge } from '../../../src/catalogue/knowledge.ts'
import { buildIndex, type Index } from '../../../src/understanding/build.ts'
import { keepModelsIn } from '../../../src/understanding/learned/kept.ts'
import { lessonsOf } from '../../../src/understanding/learned/lessons.ts'
import type { Model } from '../../../src/understanding/learned/model.ts'
import { train } from '../../../src/understanding/learned/train.ts'
import { normaliser } from '../../../src/understanding/text/normalise.ts'
import { sequences } from '../../../src/understanding/text/sequences.ts'
import { type Token, tokenise } from '../../../src/understanding/text/tokens.ts'
import { topicsOf } from '../../../src/understanding/topics.ts'
import { printTable } from '../../proofs/table.ts'
import { answerTo, measure } from '../../understanding/said/measure.ts'
import { readSaid } from '../../understanding/said/said.ts'
import { QUALITY_HEADINGS, rowOf } from './quality.ts'

type Read = (text: string) => readonly Token[]

/** One part of the matcher taken out; whatever is learned is learned anew without it where it would matter. */
const ABLATIONS: readonly { readonly title: string; readonly of: (knowledge: Knowledge) => Knowledge }[] = [
  { title: 'everything', of: knowledge => knowledge },
  { title: 'nothing learned: phrasings alone', of: replacing(() => ({ learned: null })) },
  {
    title: 'what was learned alone',
    of: replacing(({ lexicon }) => ({ lexicon: { ...lexicon, ofTopic: new Map(), byLetters: new Map() } })),
  },
  {
    title: 'learned without accents',
    of: replacing(({ read }, knowledge) => ({
      learned: modelFrom(knowledge, text => read(text).map(plain)),
    })),
  },
  {
    title: 'learned without pairs',
    of: replacing(({ read }, knowledge) => ({ learned: modelFrom(knowledge, text => apart(read(text))) })),
  },
  {
    title: 'learned from names and phrasings, not from voices',
    of: replacing(({ read }, knowledge) => ({ learned: modelFrom({ ...knowledge, voices: [] }, read) })),
  },
  {
    title: 'no mending',
    of: replacing((_, knowledge) => {
      const { replace, unify } = normaliser(knowledge.words)
      const read = (text: string) => unify(replace(tokenise(text)))
      return { read, learned: modelFrom(knowledge, read) }
    }),
  },
  {
    title: 'no synonyms',
    of: knowledge => ({ ...knowledge, words: { ...knowledge.words, synonyms: {} } }),
  },
  {
    title: 'no teencode, abbreviations and region words',
    of: knowledge => ({ ...knowledge, words: { ...knowledge.words, replacements: {} } }),
  },
  { title: 'no neighbouring subjects', of: replacing(() => ({ neighbours: sequences([]) })) },
  {
    title: 'deaths not told from losses',
    of: replacing(() => ({ deaths: new Set(), toldByMat: () => null })),
  },
]

/** What each part of the matcher adds, on the development set. */
export function measureAblation(knowledge: Knowledge): void {
  // Models of these trials are nobody's to keep.
  keepModelsIn({ get: () => null, keep: () => {} })
  const dev = readSaid('dev')
  printTable(
    'Understanding: the development set with one part left out. How much signs count was fitted with all parts there.',
    QUALITY_HEADINGS,
    ABLATIONS.map(({ title, of }) => {
      const without = of(knowledge)
      return rowOf(
        title,
        measure(dev, text => answerTo(without, text)),
      )
    }),
  )
}

/** Another knowledge with the same content, of whose own index a part is replaced. */
function replacing(parts: (index: Index, knowledge: Knowledge) => Partial<Index>) {
  return (knowledge: Knowledge): Knowledge => {
    const other = { ...knowledge }
    const index = buildIndex(other)
    Object.assign(index, parts(index, other))
    return other
  }
}

function modelFrom(knowledge: Knowledge, read: Read): Model {
  const topics = topicsOf(knowledge)
  return train(lessonsOf(topics, knowledge, read), topics.length + 1)
}

function plain({ letters }: Token): Token {
  return { letters, marks: '' }
}

/** Words with two others behind each that come nowhere else: no two of them are ever learned together. */
function apart(tokens: readonly Token[]): Token[] {
  return tokens.flatMap(token => [token, nobodysWord(), nobodysWord()])
}

let words = 0
function nobodysWord(): Token {
  return { letters: `${words++}#`, marks: '' }
}
