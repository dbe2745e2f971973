import type { Knowledge } from '../catalogue/knowledge.ts'
import { procedureOf, readWithPlaces } from './asked-about.ts'
import { besideNames } from './beside-names.ts'
import { beyondTopics, emergencyIn, suspiciousAddress, suspiciousMessage } from './beyond.ts'
import { buildIndex, type Index } from './build.ts'
import { certainName, nameRatherThan } from './by-name.ts'
import { commandIn, commandInPart, isBareWord } from './commands.ts'
import type { Expectation, Intent } from './intent.ts'
import { UNKNOWN, unsure } from './meaning.ts'
import { findDossierCode } from './private/dossier-code.ts'
import { holdsMask } from './private/redact.ts'
import type { Question } from './questions.ts'
import { type ChoiceReader, numberBeyond, optionAtStart, pickChoices } from './screen/choices.ts'
import { troubleWithPapers } from './screen/troubles.ts'
import { wholeMatches } from './screen/whole.ts'
import { LONGEST_TEXT } from './text/fold.ts'
import { withoutTakenBack } from './text/taken-back.ts'
import { tokenise } from './text/tokens.ts'

export { buildIndex, type Index }

/**
 * What a text means where it was said; at least one intent, several where a message asks several things. The
 * order of precedence is that of design §4: a valid value, a choice on the screen, an emergency, a command, a dossier
 * code, a certain topic, small talk, unsure, unknown. Pure; takes any string, of which the first 500 characters count.
 */
export function understand(knowledge: Knowledge, text: string, expectation: Expectation): Intent[] {
  const index = buildIndex(knowledge)
  const written = text.normalize('NFC').slice(0, LONGEST_TEXT).replace(/▮+/g, ' ')
  const tokens = index.read(written)
  if (tokens.length === 0) return [UNKNOWN]

  const { step } = expectation
  const value = step?.kind === 'enter' ? index.readValue(step.as, written) : null
  if (value !== null) return [{ kind: 'value', value }]

  const chosen = pickChoices(tokens, expectation, readerOf(index))
  if (chosen.length > 0) return chosen.map(choice => ({ kind: 'choice', index: choice }))

  const number = numberBeyond(tokens, expectation)
  if (number !== null) return [{ kind: 'noSuchNumber', number }]

  const emergency = emergencyIn(index, tokens)
  if (emergency) return [emergency]

  const command = commandIn(index, tokens)
  if (command !== null) return [{ kind: 'command', command }]

  const code = findDossierCode(written)
  if (code !== null) return [{ kind: 'dossier', code }]

  if (isBareWord(index, tokens)) return [{ kind: 'bareWord' }]

  // Whoever sends little but a number is told about the number; what it may be about would be a guess.
  if (holdsMask(text) && tokenise(written).length <= FEW_BESIDE_NUMBER) return [UNKNOWN]

  const address = suspiciousAddress(index, text, tokens.length)
  if (address) return [address]

  const meant = withoutTakenBack(written)
  const meantTokens = meant === written ? tokens : index.read(meant)
  const { whole, topics } = readWithPlaces(index, meant, meantTokens, expectation.subject, knowledge)
  const option = step?.kind === 'ask' ? optionAtStart(tokens, expectation, readerOf(index)) : null
  // What was learned makes a suggestion of nearly anything; the beginning of an option says more.
  const read = topics.length > 0 || index.learned ? topics : [unsure(index, whole)]
  const own = procedureOf(expectation.subject, knowledge)
  if (option !== null && whole.facets.length === 0 && read.every(intent => isNothingElse(intent, own)))
    return [{ kind: 'choice', index: option }]
  const papers = isNamed(whole) ? null : troubleWithPapers(tokens, expectation)
  if (papers !== null) return [{ kind: 'choice', index: papers }]
  const message = suspiciousMessage(index, written, tokens.length, whole)
  if (message) return [message]
  const leansOnSubject = whole.leans && topics.length > 0
  const aside = topics.length > 1 || leansOnSubject ? null : beyondTopics(index, knowledge, whole)
  if (aside || topics.length > 0) {
    const named = certainName(index, meant, whole, besideNames(index, meant, whole, true))
    const only =
      topics.length > 1 || leansOnSubject
        ? null
        : nameRatherThan(aside, { index, knowledge, text: meant, whole })
    return named ?? only ?? (aside ? [aside] : topics)
  }

  const [talk] = wholeMatches(tokens, index.smallTalk, index.mayStandAround)
  if (talk) return [{ kind: 'smallTalk', talk: talk.value }]

  const beside = besideNames(index, meant, whole, false)
  const name = certainName(index, meant, whole, beside)
  if (name) return name
  const isUnknown = unsure(index, whole).kind === 'unknown'
  const asked = isUnknown ? commandInPart(index, written) : null
  return [asked ?? unsure(index, beside)]
}

function readerOf({ readContent, stepWords, mayStandAround }: Index): ChoiceReader {
  return { normalise: readContent, stepWords, mayStandAround }
}

/** It certainly is about something, in words that others use for it. */
function isNamed({ decision }: Question): boolean {
  return decision.kind === 'certain' && decision.best.like >= NAMED
}
const NAMED = 0.75

/** Whether what a text may be about is nothing, or the procedure that is spoken of anyway. */
function isNothingElse(intent: Intent, own: string | null): boolean {
  const [topic] =
    intent.kind === 'topic'
      ? [intent.topic]
      : intent.kind === 'unsure'
        ? intent.candidates.map(({ topic }) => topic)
        : []
  return topic === undefined || (topic.kind === 'procedure' && topic.id === own)
}

const FEW_BESIDE_NUMBER = 6

/** Makes the index before the first message needs it. */
export function warmUp(knowledge: Knowledge): void {
  buildIndex(knowledge)
}

/** For whoever only wants to know what a text is about, out of any context. */
export const NOTHING_EXPECTED: Expectation = { choices: [], step: null, subject: null }
