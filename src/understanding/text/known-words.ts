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
  const counts = new Map<string, number>()
  /** Which words stand behind a word. */
  const following = new Map<string, Set<string>>()
  const signs = [...knowledge.beyond.values()].flatMap(({ signs = [] }) => signs)
  const texts = [...phrases, ...textsToChoose(knowledge), ...textsOfWords(words), ...signs]
  for (const tokens of texts.flatMap(text => [tokenise(text), readContent(text)]))
    for (const [at, token] of tokens.entries()) {
      counts.set(token.letters, (counts.get(token.letters) ?? 0) + 1)
      const next = tokens[at + 1]
      if (!next) continue
      const known = following.get(token.letters)
      if (known) known.add(next.letters)
      else following.set(token.letters, new Set([next.letters]))
    }
  for (const [word, count] of counts) if (count <= MOST_SLIPS && isDebris(word, counts)) counts.delete(word)
  const names = namesOf(knowledge)
  const others = new Set(names.flat().map(({ letters }) => letters))
  // No slip comes so often from so many mouths ("gmail", "điều khiển"): nothing is mended into one of these, and they are no slips.
  const isSaidOften = (letters: string) =>
    (learned?.features.words.has(letters) ?? false) && !TELEX.test(letters)
  return {
    has: letters =>
      counts.has(letters) || isNumberWord(letters) || others.has(letters) || isSaidOften(letters),
    hasPair: (first, second) => following.get(first)?.has(second) ?? false,
    all: [...counts.keys()].filter(word => /^[a-z]+$/.test(word) && !foreign.has(word)),
    terms: termsOf(phrases.map(readContent).filter(isAccented), names),
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
function isDebris(word: string, known: ReadonlyMap<string, number>): boolean {
  return (
    TELEX.test(word) &&
    !soundsVietnamese(word) &&
    withoutDebris(word).some(letters => soundsVietnamese(letters) && known.has(letters))
  )
}

const TELEX = /dd|aa|ee|oo|[aou]w|[sfrxj]$/
