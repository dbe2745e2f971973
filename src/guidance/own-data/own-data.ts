import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Link } from '../../catalogue/schema/common.ts'
import { Relation } from '../../catalogue/schema/language.ts'
import { commandChoice, wayOn } from '../choices.ts'
import type { Answer, Choice, Conversation, Run } from '../conversation.ts'
import { dayOf, readableDate, readableDay } from '../dates.ts'
import { procedureOf, showStep, stepTitle } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { isTicked, stepAt, type WalkStep } from '../walk/replay.ts'
import { runTitle } from '../walk/run-names.ts'
import { label, sentence, stepText } from '../words.ts'

/**
 * The page of one's own data for somebody whom only the platform knows. What is sent instead opens for this
 * conversation, once and for a short while; the transcript keeps this address alone.
 */
export const OWN_DATA_PAGE = '/du-lieu/cua-toi'
/** The same for somebody whom a browser's cookie tells. */
export const OWN_DATA_IN_CHAT = '/chat/du-lieu'
/** What the house keeps of anybody, for how long, and whom to ask. */
export const DATA_PAGE = '/du-lieu'
/** The question about what is kept; its answer leads to the page and to the person's own data. */
export const PRIVACY_QUESTION = 'xoa-du-lieu'

/** What the bot knows of somebody, in the words in which they saw it. */
export type OwnData = {
  runs: OwnRun[]
  /** Procedures and guides walked to a good end, by name. */
  done: string[]
  /** Dossier codes that they asked to have kept. */
  codes: string[]
  /** What they agreed to have remembered: "Đã có tài khoản chưa ạ? Có". */
  facts: string[]
  /** What they are to be reminded of, and when, in epoch milliseconds. */
  reminder: { title: string; at: number } | null
  /** They want no message that they did not ask for. */
  quiet: boolean
}

/** `ended`: it is kept only so that its last answer can still be taken back. */
export type OwnRun = { title: string; startedAt: number; ended: boolean; answers: OwnAnswer[] }
export type OwnAnswer = { step: string; answer: string }

/** "Tải dữ liệu của tôi": where the page can be opened it holds everything, else the reply says it in short. */
export function showOwnData(turn: Turn): void {
  turn.events.push({ type: 'data_exported' })
  const choices = wayOn(turn)
  if (turn.ownPage !== null) {
    turn.reply(turn.say(turn.ownPage === OWN_DATA_PAGE ? 'ownDataSealed' : 'ownDataHere'), {
      choices,
      links: [{ title: turn.label('ownData'), url: turn.ownPage }],
    })
  } else turn.reply(inShort(turn), { choices })
  if (turn.run) showStep(turn)
}

/** What somebody who asks about their data can do at once. */
export function ownDataChoices(turn: Turn): Choice[] {
  return (['export', 'erase'] as const).map(command => ({
    ...commandChoice(turn, command),
    secondary: false,
  }))
}

/** The page that says what is kept of anybody, where a page can be opened. */
export function dataPageLink(turn: Turn): Link[] {
  return turn.ownPage === null ? [] : [{ title: turn.label('dataPage'), url: DATA_PAGE }]
}

/** Everything in a conversation's state that says something of the person. */
export function ownData(knowledge: Knowledge, conversation: Conversation): OwnData {
  const { runs, ended, done, dossiers, reminder, quiet } = conversation
  const reminded = runs.find(({ id }) => id === reminder?.run)
  return {
    runs: [
      ...runs.map(run => ownRun(knowledge, run, false)),
      ...(ended ? [ownRun(knowledge, ended, true)] : []),
    ],
    done: done.map(id => knowledge.procedures.get(id)?.name ?? knowledge.guides.get(id)?.title ?? id),
    codes: [...dossiers],
    facts: factsInWords(knowledge, conversation),
    reminder: reminder && { title: reminded ? runTitle({ knowledge }, reminded) : '', at: reminder.at },
    quiet,
  }
}

function ownRun(knowledge: Knowledge, run: Run, ended: boolean): OwnRun {
  const procedure = procedureOf({ knowledge }, run)
  const text = (written: string) => stepText(knowledge, written, procedure)
  const answers = Object.entries(run.answers)
    .toSorted(([, one], [, other]) => one.order - other.order)
    .map(([path, answer]) => {
      const step = stepAt(knowledge, run.guide, path)?.step
      return {
        step: step ? text(stepTitle(step)) : path,
        answer: text(step ? answerInWords(knowledge, step, answer) : answer.value),
      }
    })
  return { title: runTitle({ knowledge }, run), startedAt: run.startedAt, ended, answers }
}

function answerInWords(knowledge: Knowledge, step: WalkStep, answer: Answer): string {
  const { value } = answer
  if (value === 'skipped') return label(knowledge, 'skip')
  switch (step.kind) {
    case 'ask':
      return step.options[value]?.label ?? value
    case 'prepare': {
      const ticked = step.items.filter(({ id }) => value === 'all' || isTicked(answer, id))
      return ticked.map(({ label: item }) => `☑ ${item}`).join(' ') || label(knowledge, 'goOnWithout')
    }
    case 'enter':
      // Of a code that was looked up only this is known.
      return value === 'entered' ? label(knowledge, 'done') : value
    default:
      return label(knowledge, 'done')
  }
}

/** A fact in the words of the question whose answer it was. */
function factsInWords(knowledge: Knowledge, { facts }: Conversation): string[] {
  const questions = [...knowledge.guides.values()].flatMap(({ steps }) => steps)
  return Object.entries(facts).flatMap(([relation, known]) =>
    Object.entries(known).map(([fact, value]) => {
      const asked = questions.find(
        step =>
          step.kind === 'ask' && step.remembers?.fact === fact && String(step.remembers.value) === value,
      )
      const said =
        asked?.kind === 'ask' && asked.remembers
          ? `${stepTitle(asked)} ${asked.options[asked.remembers.on]?.label ?? value}`
          : `${fact}: ${value}`
      const whose = Relation.safeParse(relation).data
      return whose && whose !== 'minh' ? `${said} (${knowledge.sentences.relations[whose]})` : said
    }),
  )
}

/** What fits into a message: what is under way, what was agreed to, and how long messages are kept. */
function inShort({ knowledge, conversation }: Turn): string {
  const say = (key: Parameters<typeof sentence>[1], values?: { [name: string]: string }) =>
    sentence(knowledge, key, values)
  const { runs, codes, facts, reminder, quiet } = ownData(knowledge, conversation)
  const lines = [
    ...runs.map(({ title, startedAt, answers }) =>
      say('ownDataRun', {
        'huong-dan': title,
        ngay: readableDay(dayOf(startedAt)),
        so: String(answers.length),
      }),
    ),
    ...codes.map(ma => say('ownDataCode', { ma })),
    ...facts.map(viec => say('ownDataFact', { viec })),
    ...(reminder ? [say('ownDataReminder', { ngay: readableDate(reminder.at) })] : []),
    ...(quiet ? [say('ownDataQuiet')] : []),
    say('ownDataMessages'),
  ]
  return [say('ownDataSummary'), ...lines.map(line => `• ${line}`), say('ownDataErase')].join('\n')
}
