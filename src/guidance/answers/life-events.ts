import type { TopicRef } from '../../catalogue/knowledge.ts'
import type { LifeEvent, LifeEventTask } from '../../catalogue/schema/life-event.ts'
import { keptOn, wayOn } from '../choices.ts'
import type { Choice, Run } from '../conversation.ts'
import { readableDay } from '../dates.ts'
import type { Turn } from '../turn.ts'
import { HANDED_IN, PLAIN_END } from '../walk/replay.ts'

/** A life event: what has to be done then, in order, each to be chosen, with what was done or begun already. */
export function showLifeEvent(turn: Turn, id: string): boolean {
  const event = turn.knowledge.lifeEvents.get(id)
  if (!event) return false
  const tasks = event.tasks.flatMap(task => taskOf(turn, task))
  const choices = tasks.map(
    ({ title, action }, index): Choice => ({
      title,
      action,
      ...(index === 0 && { also: [turn.label('start')] }),
    }),
  )
  if (turn.conversation.event === id && isOnScreen(turn, choices)) {
    turn.reply(turn.say('eventAgain'), { choices: keptOn(turn) })
    return true
  }
  const lines = tasks.map(({ title, note, deadline }, index) =>
    [
      `${index + 1}. ${title}: ${note}.`,
      ...(deadline
        ? [turn.say('eventDeadline', { han: deadline.replaceAll('\n', ' ').replace(/\.$/, '') })]
        : []),
    ].join(' '),
  )
  const { title, date } = event.source
  const source = turn.say('source', { 'can-cu': title, ngay: readableDay(date) })
  turn.reply([`${event.title}: ${event.summary}`, lines.join('\n'), source].join('\n\n'), {
    choices: [...choices, ...wayOn(turn)],
  })
  return true
}

/** Whoever goes on telling of it has the list before their eyes. */
function isOnScreen({ conversation: { prompt } }: Turn, choices: readonly Choice[]): boolean {
  return choices.length > 0 && choices.every(({ title }) => prompt.some(shown => shown.title === title))
}

/** Notes which life event is spoken of: until something is asked that does not belong to it. */
export function noteEvent(turn: Turn, topic: TopicRef): void {
  const { conversation, knowledge } = turn
  if (topic.kind === 'life-event') conversation.event = topic.id
  else if (topic.kind === 'procedure' || topic.kind === 'guide') {
    const event = knowledge.lifeEvents.get(conversation.event ?? '')
    if (!event?.tasks.some(task => isAbout(task, topic.id))) conversation.event = null
  }
}

/** The way back to the list of the life event that is spoken of. */
export function eventChoice(turn: Turn): Choice[] {
  const event = turn.knowledge.lifeEvents.get(turn.conversation.event ?? '')
  return event ? [{ ...listOf(event), secondary: true }] : []
}

/** The life event that a run is begun for, if it was come to from there. */
export function eventOfRun(turn: Turn, guide: string, procedure: string | undefined): string | null {
  const event = turn.knowledge.lifeEvents.get(turn.conversation.event ?? '')
  const about = turn.knowledge.guides.get(guide)?.procedure ?? procedure ?? guide
  return event?.tasks.some(task => isAbout(task, about)) ? event.id : null
}

/** Whether a life event is only what the run on the screen is about: whoever tells of it there asks for no list. */
export function isAboutRun(turn: Turn, topic: TopicRef): boolean {
  const { run, conversation, knowledge } = turn
  if (topic.kind !== 'life-event' || !run || !conversation.stepShown) return false
  // Whoever came from the list may want it again.
  if (conversation.event === topic.id) return false
  const event = knowledge.lifeEvents.get(topic.id)
  return event?.tasks.some(task => isAbout(task, aboutRun(turn, run))) ?? false
}

/** Keeps what was walked to a good end, so that the life event's list can tick it off. */
export function noteDone(turn: Turn, run: Run, outcome: string): void {
  if (!HANDED_IN.has(outcome) && !DONE.has(outcome)) return
  const about = aboutRun(turn, run)
  const others = turn.conversation.done.filter(known => known !== about)
  turn.conversation.done = [about, ...others].slice(0, MOST_DONE)
}

export function forgetDone(turn: Turn, run: Run): void {
  const about = aboutRun(turn, run)
  turn.conversation.done = turn.conversation.done.filter(known => known !== about)
}

/** After a run that belongs to a life event: what comes next there, in words and as a choice. */
export function nextOfEvent(turn: Turn, run: Run): { text: string; choices: Choice[] } {
  const event = turn.knowledge.lifeEvents.get(run.event ?? '')
  const next = event && taskAfter(turn, event, aboutRun(turn, run))
  if (!next) return { text: '', choices: [] }
  return {
    text: turn.say('eventNext', { viec: next.name, khi: next.note }),
    choices: [{ title: next.title, action: next.action }, listOf(event)],
  }
}

/** Ends of guides that are no submission: whoever comes there has what the guide is for. */
const DONE: ReadonlySet<string> = new Set([PLAIN_END, 'da-co'])
const MOST_DONE = 20

type Task = Pick<Choice, 'title' | 'action'> & {
  name: string
  note: string
  deadline: string | undefined
  state: 'todo' | 'open' | 'done'
}

/** The first that nobody has begun and nothing made needless, of those behind the one that has just ended or else of all. */
function taskAfter(turn: Turn, event: LifeEvent, about: string): Task | undefined {
  const at = event.tasks.findIndex(task => isAbout(task, about))
  const inOrder = [...event.tasks.slice(at + 1), ...event.tasks.slice(0, Math.max(0, at))]
  const done = [about, ...turn.conversation.done]
  const needed = inOrder.filter(({ settledBy }) => !settledBy.some(code => done.includes(code)))
  return needed.flatMap(task => taskOf(turn, task)).find(({ state }) => state === 'todo')
}

/** A task as it stands now; nothing where content no longer has what it leads to. */
function taskOf(turn: Turn, { procedure, guide, faq, note, deadline }: LifeEventTask): Task[] {
  const { procedures, guides, faqs } = turn.knowledge
  const known = procedures.get(procedure ?? '')
  const name = known?.name ?? guides.get(guide ?? '')?.title ?? faqs.get(faq ?? '')?.title
  if (name === undefined) return []
  const about = procedure ?? guide ?? ''
  const open = turn.conversation.runs.find(run => aboutRun(turn, run) === about)
  const common = { name, note, deadline: deadline ? known?.deadline : undefined }
  if (open) {
    const title = `${name} (${turn.label('underWay')})`
    return [{ ...common, title, action: { do: 'resume', run: open.id }, state: 'open' }]
  }
  const done = turn.conversation.done.includes(about)
  const action: Choice['action'] = procedure
    ? { do: 'open', topic: { kind: 'procedure', id: procedure } }
    : guide
      ? { do: 'start', guide, relation: null }
      : { do: 'open', topic: { kind: 'faq', id: faq ?? '' } }
  return [{ ...common, title: done ? `☑ ${name}` : name, action, state: done ? 'done' : 'todo' }]
}

/** What a run is walked for: a procedure by its code, else the guide itself. */
function aboutRun(turn: Turn, run: Run): string {
  return turn.knowledge.guides.get(run.guide)?.procedure ?? run.procedure ?? run.guide
}

function listOf({ id, title }: LifeEvent): Choice {
  return { title, action: { do: 'open', topic: { kind: 'life-event', id } } }
}

function isAbout({ procedure, guide }: LifeEventTask, about: string): boolean {
  return procedure === about || guide === about
}
