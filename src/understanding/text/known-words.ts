import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Model } from '../learned/model.ts'
import { isAccented } from '../ranking/phrase.ts'
import { withoutDebris } from './debris.ts'
import type { Vocabulary } from './mend.ts'
import { isNumberWord } from './numbers.ts'
import { soundsVietnamese } from './syllable.ts'
import { termsOf } from './terms.ts'
import { type Token, tokenise } from './tokens.ts'
import { textsToChoose } from './vocabulary.ts'

/** The words of all content, and which stand side by side in it; what it spells on purpose as people mistype it is none. */
export function knownWords(
  phrases: readonly string[],
  knowledge: Knowledge,
  readContent: (text: string) => readonly Token[],
  learned: Model | null,
): Vocabulary {
  const { words } = knowledge
  const foreign = foreignCommands(words.commands)
  const known = new Map<string, Known>()
  const signs = [...knowledge.beyond.values()].flatMap(({ signs = [] }) => signs)
  const texts = [...phrases, ...textsToChoose(knowledge), ...textsOfWords(words), ...signs]
  for (const text of texts) {
    const [typed, read] = [tokenise(text), readContent(text)]
    const isReadAsTyped = typed.length === read.length && typed.every((token, at) => token === read[at])
    count(known, typed, isReadAsTyped ? 2 : 1)
    if (!isReadAsTyped) count(known, read, 1)
  }
  const spelled = new Set(known.keys())
  for (const [word, { times }] of known)
    if (times <= MOST_SLIPS && isDebris(word, spelled)) spelled.delete(word)
  const names = namesOf(knowledge)
  const others = new Set(names.flat().map(({ letters }) => letters))
  // No slip comes so often from so many mouths ("gmail", "điều khiển"): nothing is mended into one of these, and they are no slips.
  const isSaidOften = (letters: string) =>
    (learned?.features.words.has(letters) ?? false) && !TELEX.test(letters)
  return {
    has: letters =>
      spelled.has(letters) || isNumberWord(letters) || others.has(letters) || isSaidOften(letters),
    hasPair: (first, second) => known.get(first)?.behind.has(second) ?? false,
    all: [...spelled].filter(word => /^[a-z]+$/.test(word) && !foreign.has(word)),
    terms: termsOf(phrases.map(readContent).filter(isAccented), names),
  }
}

/** How often a word comes, and what stands behind it. */
type Known = { times: number; readonly behind: Set<string> }

function count(known: Map<string, Known>, tokens: readonly Token[], times: number): void {
  for (const [at, { letters }] of tokens.entries()) {
    const word = known.get(letters) ?? { times: 0, behind: new Set() }
    if (word.times === 0) known.set(letters, word)
    word.times += times
    const next = tokens[at + 1]
    if (next) word.behind.add(next.letters)
  }
}

/** Content spells a thing once as people mistype it; what it has more often is a word. */
const MOST_SLIPS = 2

/** Places are no slips of anything. */
function namesOf({ places }: Knowledge): Token[][] {
  return [...places.provinces, ...places.units]
    .flatMap(place => [place, ...place.formerly])
    .map(({ name }) => tokenise(name))
}

function textsOfWords(words: Knowledge['words']): string[] {
  const means = Object.values(words.ambiguous).flatMap(readings => readings.map(reading => reading.means))
  return [
    ...[words.commands, words.smallTalk, words.stepWords, words.facets, words.relations].flatMap(lists =>
      Object.values(lists).flat(),
    ),
    ...Object.entries(words.replacements).flat(),
    ...Object.keys(words.ambiguous),
    ...means,
    ...Object.entries(words.synonyms).flatMap(([name, others]) => [name, ...others]),
    ...words.neighbours,
    ...words.together,
    ...Object.values(words.calm ?? {}).flat(),
    ...Object.values(words.commandPatterns).flat(),
    ...words.fillers,
  ]
}

/** "Skip", "stop": nothing is mended into them, for "ship" is no slip of "skip", and a command does something. */
function foreignCommands(commands: Knowledge['words']['commands']): Set<string> {
  const single = Object.values(commands)
    .flat()
    .map(tokenise)
    .filter(tokens => tokens.length === 1)
  return new Set(single.flat().flatMap(({ letters }) => (soundsVietnamese(letters) ? [] : [letters])))
}

/** Some phrasings are written as a keyboard without Vietnamese types them. */
function isDebris(word: string, known: ReadonlySet<string>): boolean {
  return (
    TELEX.test(word) &&
    !soundsVietnamese(word) &&
    withoutDebris(word).some(letters => soundsVietnamese(letters) && known.has(letters))
  )
}

const TELEX = /dd|aa|ee|oo|[aou]w|[sfrxj]$/
