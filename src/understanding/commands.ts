import type { Command } from '../catalogue/schema/language.ts'
import type { Index } from './build.ts'
import type { Intent } from './intent.ts'
import { politely, type WholePhrases, wholeMatches } from './screen/whole.ts'
import { parts } from './text/parts.ts'
import { patternIn } from './text/patterns.ts'
import type { Token } from './text/tokens.ts'

/** The command that a text is, in just its words, or as it is put in many ways where nothing else is spoken of. */
export function commandIn(index: Index, tokens: readonly Token[]): Command | null {
  const [whole] = wholeMatches(tokens, index.commands, index.mayStandAround)
  if (whole) return whole.value
  if (tokens.length > WORDS_OF_A_COMMAND || index.hearAlarm(tokens).mood !== 'none') return null
  const found = patternIn(index.commandPatterns, tokens)
  return found && !tokens.slice(0, found.at).some(isDenial) ? found.value : null
}

/** In a longer text somebody tells a story, in which a command may be spoken of. */
const WORDS_OF_A_COMMAND = 12

/** "Đừng xóa dữ liệu của tôi" asks for no erasing. */
function isDenial({ letters }: Token): boolean {
  return DENIALS.has(letters)
}

const DENIALS = new Set(['dung', 'khong', 'chua', 'khoan', 'cam'])

/** "Thôi nấu cơm đã, nhắc tôi ngày mai": where the rest says nothing, the part that is a command counts. */
export function commandInPart(index: Index, text: string): Intent | null {
  const found = parts(text)
  if (found.length < 2) return null
  const commands = found.flatMap(
    part => wholeMatches(index.read(part), index.commands, index.mayStandAround)[0] ?? [],
  )
  const [only] = new Set(commands.map(({ value }) => value))
  return only === undefined || commands.length > 1 ? null : { kind: 'command', command: only }
}

/** An answer to nothing. "Có đó không" asks, and "bắt đầu" is how a chat is opened. */
export function isBareWord(index: Index, tokens: readonly Token[]): boolean {
  const asks =
    tokens.length > 1 && QUESTION_ENDS.has(tokens.findLast(token => !politely(token))?.letters ?? '')
  const is = (phrases: WholePhrases<unknown>) => wholeMatches(tokens, phrases, politely).length > 0
  return !asks && is(index.stepWords) && !is(index.smallTalk)
}

const QUESTION_ENDS = new Set(['khong', 'chua', 'ko'])
