import type { StepWord } from '../../catalogue/schema/language.ts'
import type { Expectation, ExpectedChoice } from '../intent.ts'
import { edits } from '../text/edits.ts'
import { numberOf } from '../text/numbers.ts'
import { sameWords } from '../text/sequences.ts'
import { agree, type Token, tokenise } from '../text/tokens.ts'
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

/** Without the words of courtesy at both ends, unless nothing else is there. */
function courteously(text: readonly Token[]): readonly Token[] {
  const from = text.findIndex(token => !politely(token))
  const to = text.findLastIndex(token => !politely(token))
  return from < 0 ? text : withoutEmphasis(text.slice(from, to + 1))
}

/** "Không cần đâu" and "chưa đâu" ask for no place. */
function withoutEmphasis(text: readonly Token[]): readonly Token[] {
  const denies = text[0]?.letters === 'khong' || text[0]?.letters === 'chua'
  const end = text.findLastIndex(token => !politely(token))
  const emphasised = text[end]?.letters === 'dau' && !ASKS_PLACE.has(text[end - 1]?.letters ?? '')
  return denies && end > 0 && emphasised ? text.slice(0, end) : text
}

const ASKS_PLACE = new Set(['o', 'di', 'ra', 'den', 'toi', 'tu', 'nop', 'bat'])

/** "2", "số 2", "cái thứ hai", "chọn 2", "cái đầu tiên", "cái cuối". */
function numbersIn(text: readonly Token[], count: number, several: boolean): number[] {
  const at = text.findIndex(({ letters }) => !BEFORE_NUMBER.has(letters))
  if (asksWhere(text, at)) return []
  const rest = numberWords(text)
  const said = rest.join(' ')
  if (said === 'dau' || said === 'dau tien' || (said === 'nhat' && at > 0)) return [0]
  if ((said === 'cuoi' || said === 'cuoi cung') && at > 0) return [count - 1]
  const numbers = rest.map(numberOf)
  const valid = numbers.filter(number => number !== null && number >= 1 && number <= count)
  if (valid.length !== rest.length || rest.length === 0 || (rest.length > 1 && !several)) return []
  return [...new Set(valid)].flatMap(number => (number === null ? [] : [number - 1]))
}

/** Without what people put before a number, and between two. */
function numberWords(text: readonly Token[]): string[] {
  const letters = text.map(token => token.letters)
  const at = letters.findIndex(word => !BEFORE_NUMBER.has(word))
  return letters.slice(Math.max(0, at)).filter(word => word !== 'va')
}

const BEFORE_NUMBER = new Set(
  'so cai thu cau muc lua chon phuong an y o dong nut dap viec buoc lay la minh toi em'.split(' '),
)

/** "Ở đâu" and "đâu" are no "đầu". */
function asksWhere(text: readonly Token[], at: number): boolean {
  const token = text[at]
  if (token?.letters !== 'dau') return false
  return !agree(token, FIRST) || text[at - 1]?.letters === 'o'
}

const FIRST: Token = tokenise('đầu')[0] ?? { letters: 'dau', marks: '' }

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

/** The one choice whose name the text says with a slip, with a few words around, or in part. */
function pickByName(
  text: readonly Token[],
  names: readonly (readonly (readonly Token[])[])[],
  mayStandAround: Around,
): number | null {
  const fits = names.map(own => Math.max(0, ...own.map(name => likeness(text, name, mayStandAround))))
  const best = Math.max(...fits)
  return best > 0 && fits.filter(fit => fit === best).length === 1 ? fits.indexOf(best) : null
}

/** More words around a title than this, and it is a sentence about something. */
const MOST_AROUND = 4
/** A part of a title has to be this share of it, or it could be a part of much else. */
const LEAST_PART = 0.34

/** 3: a slip away; 2: the whole title with a few words around; 1: a telling part of it; 0: something else. */
function likeness(text: readonly Token[], name: readonly Token[], mayStandAround: Around): number {
  if (!sameSense(text, name)) return 0
  const joined = name.map(token => token.letters).join(' ')
  const slips = joined.length >= 10 ? 2 : joined.length >= 5 ? 1 : 0
  if (
    slips > 0 &&
    sameNumbers(text, name) &&
    edits(text.map(token => token.letters).join(' '), joined, slips) <= slips
  )
    return 3
  const telling = name.filter(token => !mayStandAround(token))
  if (name.length >= 2 && telling.length > 0 && holds(text, name) && text.length - name.length <= MOST_AROUND)
    return 2
  const part = text.filter(token => !mayStandAround(token))
  const isPart = part.length > 0 && part.length / telling.length >= LEAST_PART && holds(telling, part)
  // One syllable is rarely a word: "tiếp" is none of "nộp trực tiếp", but "mất" is how "mất thẻ" begins.
  const isWord = part.length > 1 || part[0]?.letters === telling[0]?.letters
  return isPart && isWord ? 1 : 0
}

/** Neither turns the other round ("không có mã", "có mã"), nor asks about it ("có mã để làm gì"). */
function sameSense(text: readonly Token[], name: readonly Token[]): boolean {
  const has = (tokens: readonly Token[], letters: string) => tokens.some(token => token.letters === letters)
  return TURNING.every(letters => has(text, letters) === has(name, letters))
}

const TURNING = ['khong', 'chua', 'dung', 'gi', 'sao', 'dau', 'nhieu', 'may', 'nao', 'ai']

/** "67 tuổi" is no slip of "6 tuổi". */
function sameNumbers(text: readonly Token[], name: readonly Token[]): boolean {
  const numbers = (tokens: readonly Token[]) =>
    tokens.flatMap(({ letters }) => letters.match(/\d+/g) ?? []).join()
  return numbers(text) === numbers(name)
}

function holds(text: readonly Token[], part: readonly Token[]): boolean {
  return text.some((_, from) => sameWords(text.slice(from, from + part.length), part))
}
