import { commandChoice } from './choices.ts'
import type { Choice } from './conversation.ts'
import type { Turn } from './turn.ts'
import { undeliveredChoice } from './unasked/undelivered.ts'
import { openRunChoice } from './walk/run-names.ts'

const PAGE = 8
/** The group of the guides that belong to no procedure: account, log-in, handing in. */
const GUIDES = 'huong-dan'
/** The group of what happens in a family. */
const EVENTS = 'su-kien'

/** What the bot can do: open runs first, then the groups, or what is in one of them; a page at a time. */
export function showMenu(turn: Turn, page = 0, group?: string): void {
  const entries = group === undefined ? groups(turn) : entriesOf(turn, group)
  const start = page * PAGE < entries.length ? page * PAGE : 0
  const within = group === undefined ? {} : { group }
  const more: Choice[] =
    start + PAGE < entries.length
      ? [{ title: turn.label('more'), action: { do: 'menu', page: start / PAGE + 1, ...within } }]
      : []
  const resume = group === undefined && start === 0 && turn.conversation.runs.length > 0
  turn.reply(turn.say('menuTitle'), {
    choices: [
      ...(resume ? [{ ...commandChoice(turn, 'resume'), secondary: false }, ...otherRuns(turn)] : []),
      ...(group === undefined && start === 0 ? undeliveredChoice(turn) : []),
      ...entries.slice(start, start + PAGE),
      ...more,
      ...(group === undefined && start === 0 ? [] : [commandChoice(turn, 'menu')]),
      commandChoice(turn, 'staff'),
    ],
  })
}

/** What lies open beside what “tiếp tục” goes on with. */
function otherRuns(turn: Turn): Choice[] {
  const { runs, current } = turn.conversation
  const others = runs.filter(({ id }) => id !== current)
  return runs.length > 1 ? others.slice(0, MOST_RUNS).map(run => openRunChoice(turn, run)) : []
}

/** More would hide the groups. */
const MOST_RUNS = 3

function groups(turn: Turn): Choice[] {
  const all = turn.knowledge.groups.map(
    ({ id, title }): Choice => ({ title, action: { do: 'menu', page: 0, group: id } }),
  )
  const own = (title: string, group: string): Choice => ({ title, action: { do: 'menu', page: 0, group } })
  const events = turn.knowledge.lifeEvents.size > 0 ? [own(turn.label('events'), EVENTS)] : []
  return [...events, own(turn.label('guides'), GUIDES), ...all]
}

/** Of a group that content no longer has: the groups. */
function entriesOf(turn: Turn, group: string): Choice[] {
  if (group === GUIDES) return guideEntries(turn)
  if (group === EVENTS) return eventEntries(turn)
  const found = turn.knowledge.groups.find(({ id }) => id === group)
  return found ? found.procedures.flatMap(code => procedureEntry(turn, code)) : groups(turn)
}

function eventEntries(turn: Turn): Choice[] {
  return [...turn.knowledge.lifeEvents.values()].map(({ id, title }) => ({
    title,
    action: { do: 'open', topic: { kind: 'life-event', id } },
  }))
}

function guideEntries(turn: Turn): Choice[] {
  return [...turn.knowledge.guides.values()]
    .filter(guide => guide.procedure === null && guide.listed && !isShared(turn, guide.id))
    .map(guide => ({ title: guide.title, action: { do: 'open', topic: { kind: 'guide', id: guide.id } } }))
}

/** A guide of several procedures is reached through them. */
function isShared(turn: Turn, id: string): boolean {
  return [...turn.knowledge.procedures.values()].some(({ guide }) => guide === id)
}

function procedureEntry(turn: Turn, code: string): Choice[] {
  const procedure = turn.knowledge.procedures.get(code)
  return procedure
    ? [{ title: procedure.name, action: { do: 'open', topic: { kind: 'procedure', id: code } } }]
    : []
}
