import type { StepWord } from '../../catalogue/schema/language.ts'
import type { Expectation, ExpectedChoice } from '../intent.ts'
import { sameWords } from '../text/sequences.ts'
import type { Token } from '../text/tokens.ts'
import { courteously, withoutEmphasis } from './courtesy.ts'
import { holds, pickByName } from './likeness.ts'
import { numbersIn, numberWords } from './said-numbers.ts'
import { pickTrouble } from './troubles.ts'
import { type Around, politely, type WholePhrases, wholeMatches } from './whole.ts'

/** How a text is compared with what is on the screen. */
export type ChoiceReader = {
  readonly normalise: (text: string) => readonly Token[]
  readonly stepWords: WholePhrases<StepWord>
  readonly mayStandAround: Around
}

/**
 * The choices on the screen that a text picks, as indexes into `expectation.choices`; mostly one, several only
 * where a checklist takes several numbers ("1, 3"), none where it picks nothing.
 */
export function pickChoices(text: readonly Token[], expected: Expectation, reader: ChoiceReader): number[] {
  const { step } = expected
  const choices = expected.choices.filter(isShown)
  if (expected.choices.length === 0 || text.length === 0) return []
  const plain = courteously(text)
  const names = choices.map(choice => namesOf(choice, reader))
  const isSaid = (name: readonly Token[]) => sameWords(plain, name) || sameWords(text, name)
  const exact = names.findIndex(own => own.some(isSaid))
  if (exact >= 0) return [exact]
  const all = leadsElsewhere(plain, expected, reader)
    ? []
    : expected.choices.map(choice => ({ choice, names: namesOf(choice, reader) }))
  const inSoManyWords = all.findIndex(
    ({ choice, names: own }) => !isShown(choice) && own.some(name => name.length > 1 && isSaid(name)),
  )
  if (inSoManyWords >= 0) return [inSoManyWords]
  const numbers = numbersIn(plain, choices.length, step?.kind === 'prepare')
  if (numbers.length > 0) return numbers
  const byWord = pickByWord(text, choices, reader)
  if (byWord !== null) return [byWord]
  const byName = pickByName(plain, names, reader.mayStandAround)
  if (byName !== null) return [byName]
  const answer = all.findIndex(({ choice, names: own }) => choice.hidden === 'answer' && own.some(isSaid))
  if (answer >= 0) return [answer]
  // "Không có giấy chứng sinh, sinh ở nhà" begins with an answer, whatever else goes wrong there.
  if (step?.kind === 'ask' && optionAtStart(text, expected, reader) !== null) return []
  const trouble = pickTrouble(plain, all, reader.mayStandAround)
  return trouble === null ? [] : [trouble]
}

/** Whether a text has words in it that the help at this step told people to send for something else. */
function leadsElsewhere(text: readonly Token[], { choices }: Expectation, reader: ChoiceReader): boolean {
  const told = choices.flatMap(({ elsewhere = [] }) => elsewhere).map(reader.normalise)
  return told.some(words => words.length > 0 && holds(text, words))
}

/** The number that a text names where no choice on the screen has it: "9", "số 0"; null where it is no such number. */
export function numberBeyond(text: readonly Token[], { choices, step }: Expectation): number | null {
  const count = choices.filter(isShown).length
  const rest = numberWords(courteously(text))
  // In words they are much else as well: "ba" is a father, "năm" a year.
  if (count === 0 || !rest.every(word => ONE_OR_TWO_DIGITS.test(word))) return null
  if (step?.kind === 'enter' || (rest.length > 1 && step?.kind !== 'prepare')) return null
  return rest.map(Number).find(number => number < 1 || number > count) ?? null
}

/** Longer ones are years, and numbers to call. */
const ONE_OR_TWO_DIGITS = /^\d{1,2}$/

function isShown({ hidden }: ExpectedChoice): boolean {
  return hidden === undefined
}

/**
 * The one option whose name a longer answer begins with: "không có giấy chứng sinh, sinh ở nhà" is "Không có". Two
 * words at least, for "có" and "không" begin much else; nothing where the text is a question.
 */
export function optionAtStart(
  text: readonly Token[],
  expected: Expectation,
  reader: ChoiceReader,
): number | null {
  const choices = expected.choices.filter(isShown)
  const plain = courteously(text)
  if (plain.some(token => ASKING.has(token.letters)) || ENDS_QUESTION.has(plain.at(-1)?.letters ?? ''))
    return null
  const begun = choices.map(choice =>
    namesOf(choice, reader).some(
      name => name.length >= 2 && plain.length > name.length && sameWords(plain.slice(0, name.length), name),
    ),
  )
  return begun.filter(Boolean).length === 1 ? begun.indexOf(true) : null
}

/** Words that ask, and words at the end that make a question of a sentence. */
const ASKING = new Set(['gi', 'sao', 'dau', 'nao', 'ai', 'nhieu', 'may'])
const ENDS_QUESTION = new Set(['khong', 'chua', 'ha', 'nhi'])

function namesOf({ title, also }: ExpectedChoice, reader: ChoiceReader): (readonly Token[])[] {
  return [title, ...also].map(reader.normalise).filter(name => name.length > 0)
}

/** The choice for which a short word stands; of several the one whose list names the word first. */
function pickByWord(
  text: readonly Token[],
  choices: readonly ExpectedChoice[],
  { stepWords }: ChoiceReader,
): number | null {
  if (choices.every(choice => choice.words.length === 0) || asksWhether(text)) return null
  const meanings = wholeMatches(withoutEmphasis(text), stepWords, politely)
  const closest = meanings.filter(({ extra }) => extra === meanings[0]?.extra)
  const ranks = new Map<StepWord, number>()
  for (const { value, order } of closest) if (!ranks.has(value)) ranks.set(value, order)
  let best: { index: number; order: number } | null = null
  for (const [index, { words }] of choices.entries())
    for (const word of words) {
      const order = ranks.get(word)
      if (order !== undefined && (!best || order < best.order)) best = { index, order }
    }
  return best?.index ?? null
}

/** "Có đó không", "có được không ạ": whoever asks has not answered. */
function asksWhether(text: readonly Token[]): boolean {
  const plain = courteously(text)
  return plain.length > 2 && plain[0]?.letters === 'co' && plain.at(-1)?.letters === 'khong'
}
