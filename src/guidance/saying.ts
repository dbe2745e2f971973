import { isDeepStrictEqual } from 'node:util'
import { MERGER_QUESTION } from '../catalogue/places.ts'
import { choicesOf } from '../catalogue/schema/beyond.ts'
import type { Facet, Relation, SmallTalk } from '../catalogue/schema/language.ts'
import type { Candidate, Intent } from '../understanding/intent.ts'
import { answerTopic } from './answers/answers.ts'
import { afterAside } from './answers/aside.ts'
import { answerBeyond } from './answers/beyond.ts'
import { isAboutRun } from './answers/life-events.ts'
import { atOnce, nameTheOthers } from './answers/several.ts'
import { warn } from './answers/suspicion.ts'
import { keptOn, wayOn } from './choices.ts'
import { askStatus, obey } from './commands.ts'
import type { Choice } from './conversation.ts'
import { HOUR_MS } from './dates.ts'
import { showMenu } from './menu.ts'
import { noSuchNumber, notUnderstood, scolded } from './not-understood.ts'
import { answerPlaces } from './places/places.ts'
import { showStep, showWhereWeAre, TICKED } from './screen.ts'
import { tapped } from './tapping.ts'
import type { Turn } from './turn.ts'
import { keepDossier } from './unasked/kept.ts'
import { explainStatus, lookUp } from './unasked/lookups.ts'
import { answerStep } from './walk/answering.ts'
import { replay } from './walk/replay.ts'
import { openRunChoice } from './walk/run-names.ts'
import { greetWithRuns, isAboutTopic } from './walk/runs.ts'
import { unshown } from './walk/unshown.ts'

/** Handles everything that one message meant, in the order in which it was said. */
export function said(turn: Turn, intents: readonly Intent[], sensitive: boolean): void {
  if (sensitive) {
    turn.note(turn.say('personalData'))
    turn.events.push({ type: 'personal_data_refused' })
  }
  const meant = sensitive ? intents.filter(intent => intent.kind !== 'unknown') : intents
  const prompt = [...turn.conversation.prompt, ...unshown(turn.knowledge, turn.conversation)]
  const { now, later } = atOnce(withoutTicked(meant, prompt))
  for (const [at, intent] of now.entries()) one(turn, intent, prompt, isOfTheSame(intent, now[at + 1]))
  nameTheOthers(turn, later)
  if (meant.length === 0) showWhereWeAre(turn)
}

/** "2, 3" where the second is ticked already means the third. */
function withoutTicked(intents: readonly Intent[], prompt: readonly Choice[]): readonly Intent[] {
  const isTicked = (intent: Intent) =>
    intent.kind === 'choice' && (prompt[intent.index]?.title.startsWith(TICKED) ?? false)
  const open = intents.filter(intent => !isTicked(intent))
  return open.length > 0 ? open : intents
}

function isOfTheSame(intent: Intent, next: Intent | undefined): boolean {
  return (
    intent.kind === 'topic' &&
    next?.kind === 'topic' &&
    intent.facet !== null &&
    next.facet !== null &&
    isDeepStrictEqual(intent.topic, next.topic)
  )
}

/** `more`: what comes next asks something else of the same procedure. */
function one(turn: Turn, intent: Intent, prompt: readonly Choice[], more: boolean): void {
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
      return lookUp(turn, intent.code) ? showWhereWeAre(turn) : askStatus(turn)
    case 'topic': {
      const { topic, facet, relation, places } = intent
      if (isAboutRun(turn, topic) || !answerTopic(turn, topic, facet, relation, places, more))
        return notUnderstood(turn)
      turn.events.push({ type: 'question_asked', status: 'answered', topic: topic.id, facet })
      return afterAside(turn, topic, relation)
    }
    case 'places': {
      const topic = { kind: 'faq', id: MERGER_QUESTION } as const
      answerPlaces(turn, intent.places)
      turn.events.push({ type: 'question_asked', status: 'answered', topic: topic.id, facet: null })
      return afterAside(turn, topic, null)
    }
    case 'unsure':
      if (intent.clarification !== undefined && clarify(turn, intent.clarification, intent)) return
      return suggest(turn, intent.candidates, intent.facet, intent.relation)
    case 'beyond':
      return answerBeyond(turn, intent.id) ? undefined : notUnderstood(turn)
    case 'suspicious':
      return warn(turn, intent.suspicion)
    case 'noSuchNumber':
      return noSuchNumber(turn, intent.number)
    case 'bareWord':
      return turn.conversation.stepShown
        ? notUnderstood(turn)
        : turn.reply(turn.say('bareWord'), { choices: keptOn(turn) })
    case 'unknown':
      return notUnderstood(turn)
  }
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
    const open = turn.conversation.runs.find(run => isAboutTopic(turn, run, topic))
    if (open && !facet) return { ...openRunChoice(turn, open), words: candidates.length === 1 ? ['yes'] : [] }
    if (topic.kind === 'procedure' && facet)
      return { title, action: { do: 'facet', procedure: topic.id, facet } }
    return {
      title,
      action: { do: 'open', topic, ...(relation ? { relation } : {}) },
      words: candidates.length === 1 ? ['yes'] : [],
    }
  })
  // "Quay lại việc khai sinh" may be about much, and most of all about what lies open.
  const inOrder = choices.toSorted(
    (a, b) => Number(b.action.do === 'resume') - Number(a.action.do === 'resume'),
  )
  const askedBefore = turn.conversation.prompt.some(({ action }) => action.do === 'none')
  turn.reply(turn.say(askedBefore ? 'unsureAgain' : 'unsure'), {
    choices: [
      ...inOrder,
      { title: turn.label('noneOfThese'), action: { do: 'none' }, words: ['no'] },
      ...wayOn(turn),
    ],
  })
}

/** Asks the one short question that settles it; false where the content no longer has it. */
function clarify(
  turn: Turn,
  id: string,
  { facet, relation }: { readonly facet: Facet | null; readonly relation: Relation | null },
): boolean {
  const found = turn.knowledge.clarifications.get(id)
  if (!found) return false
  turn.events.push({ type: 'question_asked', status: 'asked_back', topic: id, facet })
  turn.reply(found.ask, {
    choices: [
      ...choicesOf(found).map(
        ({ label, topic }): Choice => ({
          title: label,
          action:
            topic.kind === 'procedure' && facet
              ? { do: 'facet', procedure: topic.id, facet }
              : { do: 'open', topic, ...(relation ? { relation } : {}) },
        }),
      ),
      ...wayOn(turn),
    ],
  })
  return true
}

function enterValue(turn: Turn, value: string): void {
  const run = turn.run
  const at = run ? replay(turn.knowledge, run).at : null
  if (!run || at?.step.kind !== 'enter') return notUnderstood(turn)
  if (at.step.as === 'trang-thai') explainStatus(turn, value)
  if (at.step.as !== 'ma-ho-so') return answerStep(turn, run.id, at.path, value, true)
  if (at.step.keeps) {
    keepDossier(turn, value)
    return answerStep(turn, run.id, at.path, 'entered', true)
  }
  // A dossier code is used once; that one was entered is all that is kept.
  if (lookUp(turn, value)) answerStep(turn, run.id, at.path, 'entered', true)
  else showStep(turn)
}

function chat(turn: Turn, talk: SmallTalk): void {
  if (talk === 'greeting') return greet(turn)
  if (talk === 'scolding') return scolded(turn)
  if (turn.run) {
    turn.note(turn.say(talk))
    return showStep(turn)
  }
  turn.reply(turn.say(talk), { choices: wayOn(turn) })
}

/** Whoever calls “alo” in the middle wants to know whether anybody is there, and not to begin anew. */
function greet(turn: Turn): void {
  const { metAt, lastAt, prompt, runs } = turn.conversation
  const isHere = metAt !== turn.now && turn.now - lastAt < HOUR_MS && prompt.length > 0
  if (isHere) {
    turn.note(turn.say('stillHere'))
    return turn.conversation.stepShown ? showStep(turn) : turn.reply('', { choices: keptOn(turn) })
  }
  if (runs.length > 0) return greetWithRuns(turn)
  turn.note(turn.say('greeting'))
  showMenu(turn)
}
