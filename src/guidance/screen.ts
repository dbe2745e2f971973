import type { StepOf } from '../catalogue/schema/guide.ts'
import type { StepWord } from '../catalogue/schema/language.ts'
import type { Procedure } from '../catalogue/schema/procedure.ts'
import { commandChoice, keptOn, wayOn } from './choices.ts'
import type { Choice, Conversation, Run } from './conversation.ts'
import type { Turn } from './turn.ts'
import { progressOf } from './walk/progress.ts'
import { isTicked, type Place, type Replayed, replay, visibleItems } from './walk/replay.ts'
import { type Spoken, stepText } from './words.ts'

/** Lets the step on the screen stand at the end of what this turn says, once, whatever else is said. */
export function showStep(turn: Turn, lead = ''): void {
  turn.wantsStep ??= { lead }
}

/** Nothing was asked, so the person is shown where they are; what could be chosen still can. */
export function showWhereWeAre(turn: Turn): void {
  if (turn.run) return showStep(turn)
  turn.reply('', { choices: keptOn(turn) })
}

/** Says the step where the run on the screen stands, if one is wanted. Its choices stand alone. */
export function sayStep(turn: Turn): void {
  const run = turn.run
  if (!turn.wantsStep || !run) return
  const replayed = replay(turn.knowledge, run)
  if (!replayed.at) return
  // It stands under what was found, and once is enough.
  if (turn.looksUp) return turn.reply('', { choices: wayOn(turn) })
  const { step } = replayed.at
  const procedure = spokenOf(turn, run)
  // "Thế còn phí?" is about what is being done.
  if (procedure) turn.conversation.subject = { kind: 'procedure', id: procedure.code }
  const text = (written: string) => stepText(turn.knowledge, written, procedure)
  turn.dropChoices()
  turn.note(turn.wantsStep.lead)
  turn.reply(step.kind === 'prepare' ? checklist(text, run, replayed.at, step) : text(step.text), {
    choices: stepChoices(turn, run, replayed, text),
    // A picture is a message of its own on some channels: once is enough.
    picture: run.shown === replayed.at.path ? undefined : step.picture,
    links: step.link ? [{ title: text(step.link.title), url: text(step.link.url) }] : [],
    progress: progressOf(turn.knowledge, run, replayed),
  })
}

/**
 * Something else stands on the screen than the step that was asked: whoever answers it all the same, in its words, still
 * does, as long as the run stands there.
 */
export function keepAnswers(turn: Turn, { current, stepShown, prompt, behind }: Conversation): void {
  const run = turn.run
  if (!run || run.id !== current) return
  const path = replay(turn.knowledge, run).at?.path
  const asked = stepShown ? prompt : behind
  turn.behind = asked.filter(
    ({ action }) =>
      (action.do === 'answer' || action.do === 'tick') && action.run === run.id && action.path === path,
  )
}

/** The procedure that a run leads through: its guide's one, or the one it was started for. */
export function procedureOf(turn: Pick<Turn, 'knowledge'>, run: Run): Procedure | undefined {
  const code = turn.knowledge.guides.get(run.guide)?.procedure ?? run.procedure
  return code ? turn.knowledge.procedures.get(code) : undefined
}

/** What is known of the procedure that a run leads through, be it only from the official list. */
export function spokenOf(turn: Pick<Turn, 'knowledge'>, run: Run): Spoken | undefined {
  const written = procedureOf(turn, run)
  const listed = turn.knowledge.listed.procedures.get(run.procedure ?? '')
  if (written || !listed) return written
  const { title, code, agency } = listed
  return { name: title, code, ...(agency !== null && agency.length <= SHORT_PLACE && { where: agency }) }
}

/** Longer ones list every branch, and fit in no sentence. */
const SHORT_PLACE = 60

/** A few words for a step: its title, or its first sentence. */
export function stepTitle(step: { title?: string | undefined; text: string }): string {
  return step.title ?? step.text.split(/(?<=[.?!])\s/)[0] ?? step.text
}

function stepChoices(
  turn: Turn,
  run: Run,
  replayed: Replayed & { at: Place },
  text: (written: string) => string,
): Choice[] {
  const { step, path } = replayed.at
  const at = { run: run.id, path }
  const answer = (title: string, value: string, words: StepWord[] = []): Choice => ({
    title,
    action: { do: 'answer', ...at, value },
    words,
  })
  const choices = ((): Choice[] => {
    switch (step.kind) {
      case 'tell':
        return [answer(turn.label('next'), 'done', ['done', 'yes', 'allReady'])]
      case 'do':
        return [answer(turn.label('done'), 'done', ['done', 'yes', 'allReady'])]
      case 'ask':
        return Object.entries(step.options).map(([id, option]) => ({
          // A fact is kept only after a yes in so many words (design §8): "rồi" is none.
          ...answer(text(option.label), id, step.remembers ? [] : WORDS_OF_OPTION[id]),
          also: option.also,
        }))
      case 'enter':
        return []
      case 'prepare':
        return [
          // Ticked papers keep their place, so that the numbers stay as they were read.
          ...visibleItems(step, replayed.at.scope).map(
            (item): Choice => ({
              title: isTicked(run.answers[path], item.id) ? `${TICKED}${text(item.label)}` : text(item.label),
              action: { do: 'tick', ...at, item: item.id },
            }),
          ),
          answer(turn.label('allReady'), 'all', ['allReady', 'done', 'yes']),
          answer(turn.label('goOnWithout'), 'missing', ['notYet', 'no']),
        ]
    }
  })()
  const takesNo = choices.some(choice => choice.words?.includes('no'))
  if (step.obstacles.length > 0 || step.kind === 'do')
    choices.push({
      title: turn.label('stuck'),
      action: { do: 'stuck', ...at },
      words: takesNo ? [] : ['no', 'notYet'],
    })
  if (step.skippable) choices.push(answer(turn.label('skip'), 'skipped'))
  if (replayed.trail.length > 0 || run.answers[path]) choices.push(commandChoice(turn, 'back'))
  return [...choices, commandChoice(turn, 'staff')]
}

/** In front of a paper that is there. */
export const TICKED = '☑ '

/** Short words for options whose ids say yes or no. */
const WORDS_OF_OPTION: { readonly [id: string]: StepWord[] } = {
  co: ['yes'],
  roi: ['yes', 'done'],
  'da-co': ['yes', 'done'],
  khong: ['no'],
  chua: ['no', 'notYet'],
  'khong-co': ['no'],
  'chua-co': ['no', 'notYet'],
}

/** The checklist with what is ticked, under the numbers that the papers have among the choices. */
function checklist(
  text: (written: string) => string,
  run: Run,
  place: Place,
  step: StepOf<'prepare'>,
): string {
  const lines = visibleItems(step, place.scope).map((item, index) => {
    const note = item.note ? `\n   ${text(item.note).replaceAll('\n', '\n   ')}` : ''
    return `${index + 1}. ${isTicked(run.answers[place.path], item.id) ? '☑' : '☐'} ${text(item.label)}${note}`
  })
  return [text(step.text), ...lines].join('\n')
}
