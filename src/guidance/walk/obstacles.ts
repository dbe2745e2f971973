import type { Obstacle } from '../../catalogue/schema/guide.ts'
import { paperRule } from '../answers/local.ts'
import { commandChoice, wayOn } from '../choices.ts'
import type { Choice, Run } from '../conversation.ts'
import { stuckNowhere } from '../not-understood.ts'
import { procedureOf, showStep, spokenOf } from '../screen.ts'
import { callsFor } from '../staff/whom-to-ask.ts'
import type { Turn } from '../turn.ts'
import { stepText } from '../words.ts'
import { findPlace } from './answering.ts'
import { type Place, replay } from './replay.ts'
import { leaveStep } from './visits.ts'

/** "Tôi bị vướng": asks what it is, from what is known to go wrong at this step. */
export function askObstacle(turn: Turn, runId?: string, path?: string): void {
  const run = turn.run
  const at = run ? replay(turn.knowledge, run).at : null
  if (!run || !at) return stuckNowhere(turn)
  const stale = (runId !== undefined && runId !== run.id) || (path !== undefined && path !== at.path)
  if (stale) {
    turn.note(turn.say('outOfOrder'))
    return showStep(turn)
  }
  const helped = helpedWith(turn, run, at)
  const obstacles = at.step.obstacles.filter(({ id }) => id !== helped)
  if (helped !== null)
    return turn.reply(turn.say(obstacles.length > 0 ? 'stillStuck' : 'stillStuckAll'), {
      choices: [...obstacles.map(other => obstacleChoice(run, at, other)), ...waysOut(turn, run, at)],
      calls: callsFor(turn, undefined),
    })
  if (obstacles.length === 0)
    return turn.reply(turn.say('stuckNoneKnown'), { choices: waysOut(turn, run, at) })
  turn.reply(turn.say('stuckWhere'), {
    choices: [...obstacles.map(obstacle => obstacleChoice(run, at, obstacle)), ...waysOut(turn, run, at)],
  })
}

/** The trouble whose help stands on the screen, and did not help; null where none does. */
function helpedWith({ conversation }: Turn, run: Run, { path }: Place): string | null {
  const { visit, prompt, stepShown } = conversation
  const asks = prompt.some(({ action }) => action.do === 'obstacle')
  const offers = prompt.some(({ action }) => action.do === 'centre')
  return visit?.run === run.id && visit.path === path && !stepShown && offers && !asks ? visit.obstacle : null
}

/** Names the obstacle in the open visit, says what helps, and offers the ways on of design §4. */
export function helpWith(turn: Turn, runId: string, path: string, id: string): void {
  const found = findPlace(turn, runId, path)
  if (!found) return
  const { run, place } = found
  const obstacle = place.step.obstacles.find(known => known.id === id)
  if (!obstacle) return askObstacle(turn)
  const { visit } = turn.conversation
  if (visit?.run === run.id && visit.path === path) visit.obstacle = id
  const text = (written: string) => stepText(turn.knowledge, written, spokenOf(turn, run))
  turn.note(text(obstacle.help))
  turn.reply(turn.say('afterHelp'), {
    choices: waysOut(turn, run, place),
    links: obstacle.link ? [{ title: text(obstacle.link.title), url: text(obstacle.link.url) }] : [],
  })
}

/** Ra Trung tâm, có người làm cùng: the run stays open, the step's visit ends as handed over. */
export function goToCentre(turn: Turn, runId: string, path: string): void {
  if (!findPlace(turn, runId, path)) return
  leaveForPeople(turn)
  turn.reply(turn.say('centreTogether'), { choices: wayOn(turn) })
}

/** On paper, where the procedure's dated rule still allows it. */
export function goOnPaper(turn: Turn, runId: string, path: string): void {
  const found = findPlace(turn, runId, path)
  if (!found) return
  const procedure = procedureOf(turn, found.run)
  const rule = procedure && paperRule(turn, procedure)
  if (!rule?.allowed) return askObstacle(turn)
  leaveForPeople(turn)
  turn.reply(`${turn.say('onPaper')}\n${rule.note}`, { choices: wayOn(turn) })
}

function leaveForPeople(turn: Turn): void {
  leaveStep(turn, 'handed_off')
  turn.conversation.current = null
}

function waysOut(turn: Turn, run: Run, { step, path }: Place): Choice[] {
  const at = { run: run.id, path }
  const choices: Choice[] = [
    {
      title: turn.label('onWithStep'),
      also: [turn.label('tryAgain'), 'thôi', 'thôi khỏi'],
      action: { do: 'again', run: run.id },
      words: ['yes', 'done'],
    },
    { title: turn.label('centre'), action: { do: 'centre', ...at } },
    { ...commandChoice(turn, 'staff'), secondary: false },
  ]
  if (step.skippable)
    choices.push({ title: turn.label('skip'), action: { do: 'answer', ...at, value: 'skipped' } })
  const procedure = procedureOf(turn, run)
  if (procedure && paperRule(turn, procedure).allowed)
    choices.push({ title: turn.label('paper'), action: { do: 'paper', ...at } })
  return [...choices, commandChoice(turn, 'back')]
}

function obstacleChoice(run: Run, { path }: Place, obstacle: Obstacle): Choice {
  return { title: obstacle.label, action: { do: 'obstacle', run: run.id, path, obstacle: obstacle.id } }
}
