import { isDeepStrictEqual } from 'node:util'
import type { TopicRef } from '../catalogue/knowledge.ts'
import type { Facet, Relation } from '../catalogue/schema/language.ts'
import type { Action } from './action.ts'
import { answerTopic } from './answers/answers.ts'
import { afterAside } from './answers/aside.ts'
import { showListed } from './answers/listed.ts'
import { askWhich, sayUnknown } from './answers/which-code.ts'
import { obey } from './commands.ts'
import { showMenu } from './menu.ts'
import { noneOfThese } from './not-understood.ts'
import { forget } from './own-data/erasing.ts'
import { askForWord, handOff, offerStaff } from './staff/hand-off.ts'
import type { Turn } from './turn.ts'
import { dropKept, lookUpKept } from './unasked/kept.ts'
import { remind } from './unasked/reminding.ts'
import { showUndelivered } from './unasked/undelivered.ts'
import { answerStep, outOfOrder, tickItem } from './walk/answering.ts'
import { askObstacle, goOnPaper, goToCentre, helpWith } from './walk/obstacles.ts'
import {
  askWhoFor,
  bringToFront,
  continueRun,
  offerOpenRun,
  restartRun,
  resumeRun,
  startRun,
} from './walk/runs.ts'
import { howItWent } from './walk/submitted.ts'

/** Does what a choice stands for, whether it was tapped or its number typed, today or a month later. */
export function tapped(turn: Turn, action: Action | null): void {
  if (!action) return outOfOrder(turn)
  switch (action.do) {
    case 'answer':
      return answerStep(turn, action.run, action.path, action.value)
    case 'tick':
      return tickItem(turn, action.run, action.path, action.item)
    case 'stuck':
      return askObstacle(turn, action.run, action.path)
    case 'obstacle':
      return helpWith(turn, action.run, action.path, action.obstacle)
    case 'centre':
      return goToCentre(turn, action.run, action.path)
    case 'paper':
      return goOnPaper(turn, action.run, action.path)
    case 'resume':
      return resumeRun(turn, action.run)
    case 'restart':
      return restartAgain(turn, action.run)
    case 'again':
      return showAgain(turn, action.run)
    case 'start':
      return startRun(turn, action.guide, action.relation, action.procedure)
    case 'whoFor':
      return askWhoFor(turn, action.guide, action.procedure)
    case 'open':
      return ask(turn, action.topic, null, action.relation ?? null)
    case 'listed':
      return openListed(turn, action.code, action.relation, action.unknown === true)
    case 'which':
      return askWhich(turn, action.code, null)
    case 'facet':
      return ask(turn, { kind: 'procedure', id: action.procedure }, action.facet, null)
    case 'menu':
      return showMenu(turn, action.page, action.group)
    case 'command':
      return obey(turn, action.command)
    case 'erase':
      return forget.decide(turn, action.yes, action.sure === true)
    case 'remind':
      return remind(turn, action.run, action.yes)
    case 'how':
      return howItWent(turn, action.run, action.how)
    case 'lookUpKept':
      return lookUpKept(turn, action.place)
    case 'dropKept':
      return dropKept(turn)
    case 'handOff':
      // What staff may read is asked for just before; an old button is no yes.
      return isOnScreen(turn, action) ? handOff(turn) : offerStaff(turn)
    case 'leaveWord':
      return askForWord(turn)
    case 'undelivered':
      return showUndelivered(turn)
    case 'none':
      return noneOfThese(turn)
  }
}

function ask(turn: Turn, topic: TopicRef, facet: Facet | null, relation: Relation | null): void {
  if (!answerTopic(turn, topic, facet, relation)) return outOfOrder(turn)
  turn.events.push({ type: 'question_asked', status: 'answered', topic: topic.id, facet })
  afterAside(turn, topic, relation)
}

function openListed(turn: Turn, given: string, relation: Relation | null, unknown: boolean): void {
  const code = turn.knowledge.successors.get(given) ?? given
  const topic = { kind: 'procedure', id: code } as const
  if (unknown) return sayUnknown(turn, code)
  // What was in the list alone may have got an entry of its own meanwhile.
  if (!showListed(turn, code, relation)) return ask(turn, topic, null, relation)
  turn.events.push({ type: 'question_asked', status: 'answered', topic: code, facet: null })
  afterAside(turn, topic, relation)
}

function restartAgain(turn: Turn, runId: string): void {
  const run = turn.conversation.runs.find(known => known.id === runId)
  if (!run) return outOfOrder(turn)
  // It takes every answer back: one from long ago is asked about again.
  if (!isOnScreen(turn, { do: 'restart', run: runId })) return offerOpenRun(turn, run)
  bringToFront(turn, run)
  restartRun(turn)
}

function showAgain(turn: Turn, runId: string): void {
  const run = turn.conversation.runs.find(known => known.id === runId)
  if (!run) return outOfOrder(turn)
  bringToFront(turn, run)
  continueRun(turn)
}

function isOnScreen({ conversation }: Turn, wanted: Action): boolean {
  return conversation.prompt.some(({ action }) => isDeepStrictEqual(action, wanted))
}
