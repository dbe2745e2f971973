import type { Command } from '../catalogue/schema/language.ts'
import { wayOn } from './choices.ts'
import { showMenu } from './menu.ts'
import { forget } from './own-data/erasing.ts'
import { showOwnData } from './own-data/own-data.ts'
import { showStep, spokenOf, stepTitle } from './screen.ts'
import { offerStaff } from './staff/hand-off.ts'
import type { Turn } from './turn.ts'
import { dropKept, offerKept } from './unasked/kept.ts'
import { canLookUp, STATUS_GUIDE } from './unasked/lookups.ts'
import { askToRemind, keepForLater, stopReminding } from './unasked/reminding.ts'
import { answerStep, goBack } from './walk/answering.ts'
import { askObstacle } from './walk/obstacles.ts'
import { stepsAhead } from './walk/overview.ts'
import { replay } from './walk/replay.ts'
import { guideTitle } from './walk/run-names.ts'
import { chooseRun, restartRun, startRun } from './walk/runs.ts'
import { stepText } from './words.ts'

/** What works at every step, typed or tapped (design §4). */
export function obey(turn: Turn, command: Command): void {
  switch (command) {
    case 'back':
      return goBack(turn)
    case 'restart':
      return restartRun(turn)
    case 'overview':
      return showOverview(turn)
    case 'menu':
      return showMenu(turn)
    case 'stuck':
      return askObstacle(turn)
    case 'staff':
      return offerStaff(turn)
    case 'later':
      return keepForLater(turn)
    case 'remind':
      return askToRemind(turn)
    case 'quiet':
      stopReminding(turn)
      turn.note(turn.say('quiet'))
      return turn.run ? showStep(turn) : turn.reply('', { choices: wayOn(turn) })
    case 'erase':
      return forget.ask(turn)
    case 'export':
      return showOwnData(turn)
    case 'dropCodes':
      dropKept(turn)
      return turn.run ? showStep(turn) : undefined
    case 'resume':
      return chooseRun(turn)
    case 'skip':
      return skip(turn)
    case 'help':
      turn.reply(turn.say('help'), { choices: wayOn(turn) })
      return showStep(turn)
    case 'status':
      return askStatus(turn)
  }
}

export function askStatus(turn: Turn): void {
  if (turn.run?.guide === STATUS_GUIDE) return showStep(turn)
  if (turn.conversation.dossiers.length > 0 && canLookUp(turn)) return offerKept(turn)
  startRun(turn, STATUS_GUIDE, 'minh')
}

function showOverview(turn: Turn): void {
  const run = turn.run
  if (!run) return chooseRun(turn)
  const replayed = replay(turn.knowledge, run)
  const { trail, at } = replayed
  const text = (written: string) => stepText(turn.knowledge, written, spokenOf(turn, run))
  const behind = trail.map(place => `☑ ${text(stepTitle(place.step))}`)
  const here = at ? [`▶ ${text(stepTitle(at.step))}`] : []
  const ahead = stepsAhead(turn.knowledge, run, replayed).map(title => `☐ ${text(title)}`)
  const title = guideTitle(turn, run)
  turn.reply([turn.say('overviewTitle', { 'huong-dan': title }), ...behind, ...here, ...ahead].join('\n'), {
    about: { kind: 'guide', id: run.guide },
  })
  showStep(turn)
}

function skip(turn: Turn): void {
  const run = turn.run
  const at = run ? replay(turn.knowledge, run).at : null
  if (!run || !at) return turn.reply(turn.say('noRun'), { choices: wayOn(turn) })
  answerStep(turn, run.id, at.path, 'skipped')
}
