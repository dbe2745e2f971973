import type { Facet, Relation, SmallTalk } from '../catalogue/schema/language.ts'
import type { Candidate, Intent } from '../understanding/intent.ts'
import { answerStep } from './answering.ts'
import { answerTopic } from './answers.ts'
import { commandChoice, elsewhere, wayOn } from './choices.ts'
import { obey } from './commands.ts'
import type { Choice } from './conversation.ts'
import { explainStatus, lookUp } from './lookups.ts'
import { showMenu } from './menu.ts'
import { type Place, replay } from './replay.ts'
import { runChoices, runTitle } from './runs.ts'
import { showStep } from './screen.ts'
import { tapped } from './tapping.ts'
import type { Turn } from './turn.ts'

/** Handles everything that one message meant, in the order in which it was said. */
export function said(turn: Turn, intents: readonly Intent[], sensitive: boolean): void {
  if (sensitive) turn.note(turn.say('personalData'))
  const meant = sensitive ? intents.filter(intent => intent.kind !== 'unknown') : intents
  const prompt = turn.conversation.prompt
  for (const intent of meant) one(turn, intent, prompt)
  if (meant.length === 0) showWhereWeAre(turn)
}

function one(turn: Turn, intent: Intent, prompt: readonly Choice[]): void {
  switch (intent.kind) {
    case 'choice': {
      const choice = prompt[intent.index]
      return choice ? tapped(turn, choice.action) : notUnderstood(turn)
    }
    case 'value':
      return enterValue(turn, intent.value)
    case 'command':
      return obey(turn, intent.command)
    case 'smallTalk':
      return chat(turn, intent.talk)
    case 'dossier':
      lookUp(turn, intent.code)
      return showWhereWeAre(turn)
    case 'topic': {
      const { topic, facet, relation } = intent
      if (!answerTopic(turn, topic, facet, relation)) return notUnderstood(turn)
      turn.events.push({ type: 'question_asked', status: 'answered', topic: topic.id, facet })
      return backToStep(turn, intent)
    }
    case 'unsure':
      return suggest(turn, intent.candidates, intent.facet, intent.relation)
    case 'unknown':
      return notUnderstood(turn)
  }
}

/** After a side question the step stands on the screen again; another procedure's card offers both ways. */
function backToStep(turn: Turn, { topic, relation }: Intent & { kind: 'topic' }): void {
  const run = turn.run
  if (!run) return
  if (topic.kind === 'procedure' || topic.kind === 'guide') {
    const about =
      topic.kind === 'procedure'
        ? turn.knowledge.procedures.get(topic.id)?.name
        : turn.knowledge.guides.get(topic.id)?.title
    const ownGuide = turn.knowledge.guides.get(run.guide)
    const forSomebodyElse = relation !== null && relation !== run.relation
    if (forSomebodyElse || (ownGuide?.procedure !== topic.id && run.guide !== topic.id)) {
      const doing = runTitle(turn, run)
      turn.reply(turn.say('beside', { 'thu-tuc': about ?? '', 'dang-lam': doing }), {
        choices: [{ ...commandChoice(turn, 'resume'), secondary: false }],
      })
      return
    }
  }
  turn.dropChoices()
  turn.note(turn.say('sideAnswerThenStep'))
  showStep(turn)
}

function suggest(
  turn: Turn,
  candidates: readonly Candidate[],
  facet: Facet | null,
  relation: Relation | null,
): void {
  turn.events.push({
    type: 'question_asked',
    status: 'asked_back',
    topic: candidates[0]?.topic.id ?? null,
    facet,
  })
  const choices = candidates.map((candidate): Choice => {
    const { topic, title } = candidate
    if (topic.kind === 'procedure' && facet)
      return { title, action: { do: 'facet', procedure: topic.id, facet } }
    return { title, action: { do: 'open', topic, ...(relation ? { relation } : {}) } }
  })
  turn.reply(turn.say('unsure'), {
    choices: [
      ...choices,
      { title: turn.label('noneOfThese'), action: { do: 'none' }, words: ['no'] },
      ...wayOn(turn),
    ],
  })
}

function notUnderstood(turn: Turn): void {
  const at = turn.run ? replay(turn.knowledge, turn.run).at : null
  turn.events.push({ type: 'question_asked', status: 'unknown', topic: null, facet: null })
  if (!at) return turn.reply(turn.say('unknown'), { choices: wayOn(turn) })
  turn.note(at.step.kind === 'enter' ? turn.say(`invalid.${at.step.as}`) : turn.say('unknown'))
  showStep(turn)
}

function enterValue(turn: Turn, value: string): void {
  const run = turn.run
  const at = run ? replay(turn.knowledge, run).at : null
  if (!run || at?.step.kind !== 'enter') return notUnderstood(turn)
  answerStep(turn, run.id, at.path, useValue(turn, at, at.step.as, value))
}

/** Lets a typed value take effect, and says what is kept of it: a dossier code is used once and not kept. */
function useValue(turn: Turn, _at: Place, as: string, value: string): string {
  if (as === 'ma-ho-so') {
    lookUp(turn, value)
    return 'entered'
  }
  if (as === 'trang-thai') explainStatus(turn, value)
  return value
}

function chat(turn: Turn, talk: SmallTalk): void {
  if (talk === 'greeting') {
    if (turn.conversation.runs.length === 0) {
      turn.note(turn.say('greeting'))
      return showMenu(turn)
    }
    return turn.reply(turn.say('greetingWithRuns'), { choices: [...runChoices(turn), ...elsewhere(turn)] })
  }
  if (turn.run) {
    turn.note(turn.say(talk))
    return showStep(turn)
  }
  turn.reply(turn.say(talk), { choices: wayOn(turn) })
}

/** Nothing was asked, so the person is shown where they are. */
export function showWhereWeAre(turn: Turn): void {
  if (turn.run) return showStep(turn)
  turn.reply('', { choices: wayOn(turn) })
}
