import type { TopicRef } from '../../catalogue/knowledge.ts'
import type { Source } from '../../catalogue/schema/common.ts'
import type { Relation, StepWord } from '../../catalogue/schema/language.ts'
import { Facet } from '../../catalogue/schema/language.ts'
import type { Procedure } from '../../catalogue/schema/procedure.ts'
import type { NamedPlace } from '../../understanding/intent.ts'
import { wayOn } from '../choices.ts'
import type { Choice } from '../conversation.ts'
import { readableDay } from '../dates.ts'
import { dataPageLink, ownDataChoices, PRIVACY_QUESTION } from '../own-data/own-data.ts'
import { openChoice, showOffice } from '../places/offices.ts'
import { askedAt, becameLines } from '../places/places.ts'
import { placeLines, placesFor } from '../places/serving.ts'
import type { Turn } from '../turn.ts'
import { currentTopic } from '../walk/succession.ts'
import { portalPage, stepText } from '../words.ts'
import { facetText, type Known, sourceOf } from './facts.ts'
import { eventChoice, noteEvent, showLifeEvent } from './life-events.ts'
import { notesHere } from './local.ts'
import { answerListed, ownCodes } from './which-code.ts'

/**
 * Answers a certain topic: a procedure's card or one facet of it, a guide's door, a question's answer, a life event's list, a
 * place. `more`: another facet of the same procedure is answered next.
 */
export function answerTopic(
  turn: Turn,
  asked: TopicRef,
  facet: Facet | null,
  relation: Relation | null,
  places: readonly NamedPlace[] = [],
  more = false,
): boolean {
  const topic = currentTopic(turn.knowledge, asked)
  const before = turn.conversation.subject
  noteEvent(turn, topic)
  const answered = (() => {
    switch (topic.kind) {
      case 'procedure':
        return onProcedure(turn, topic.id, facet, relation, places, more)
      case 'guide':
        return onGuide(turn, topic.id, relation)
      case 'faq':
        return onFaq(turn, topic.id)
      case 'life-event':
        return showLifeEvent(turn, topic.id)
      case 'office':
        return showOffice(turn, topic.id, askedAt(turn.knowledge.places, places))
    }
  })()
  // Questions and places lie beside what is being talked about.
  const isSubject = topic.kind !== 'faq' && topic.kind !== 'office'
  // Of several codes of one name, the one that was shown has become it already.
  if (answered && isSubject && turn.conversation.subject === before) turn.conversation.subject = topic
  return answered
}

function onProcedure(
  turn: Turn,
  code: string,
  facet: Facet | null,
  relation: Relation | null,
  places: readonly NamedPlace[],
  more: boolean,
): boolean {
  const { knowledge, now } = turn
  const procedure = knowledge.procedures.get(code)
  const known = { knowledge, now, at: askedAt(knowledge.places, places) }
  for (const line of becameLines(
    known,
    places.filter(({ former }) => former),
  ))
    turn.note(line)
  if (!procedure) return answerListed(turn, code, facet, relation, places)
  if (facet && facet !== 'how') answerFacet(turn, known, procedure, facet, more)
  else showCard(turn, known, procedure, relation, places)
  return true
}

/** The card: what it is for, whether it can be done from home, what it costs, how long it takes. */
function showCard(
  turn: Turn,
  known: Known,
  procedure: Procedure,
  relation: Relation | null,
  places: readonly NamedPlace[],
): void {
  const facts = [
    facetText(known, procedure, 'online'),
    named(turn, 'fee', facetText(known, procedure, 'fee')),
    named(turn, 'time', procedure.time),
  ]
  const own = ownCodes(turn, procedure.code, places)
  const notes = [
    ...(turn.knowledge.notes.get(procedure.code) ?? []),
    ...notesHere(known, procedure.code),
    ...own.lines,
  ]
  turn.reply(
    [`${procedure.name}: ${procedure.purpose}`, ...facts, ...notes, sourceOf(turn, procedure)].join('\n\n'),
    {
      choices: [
        startChoice(turn, procedure, relation),
        ...facetChoices(turn, procedure, ['papers', 'where', 'deadline']),
        ...own.choices,
        ...eventChoice(turn),
        ...wayOn(turn),
      ],
      about: { kind: 'procedure', id: procedure.code },
    },
  )
}

function answerFacet(turn: Turn, known: Known, procedure: Procedure, facet: Facet, more: boolean): void {
  const text = facetText(known, procedure, facet) ?? turn.say('notStated')
  const [place, ...others] = facet === 'where' ? placesFor(known, procedure) : []
  const there = [
    ...(place ? [turn.say('servedAt', { 'ten-noi': place.name }), ...placeLines(known, place)] : []),
    ...(facet === 'where' ? notesHere(known, procedure.code) : []),
  ]
  const said = [`${procedure.name} – ${named(turn, facet, text)}`, ...there]
  // One source, one link and one set of choices stand under all that was asked of it.
  if (more) return turn.note(said.join('\n'))
  const lines = [...said, sourceOf(turn, procedure)]
  turn.reply(lines.join('\n'), {
    choices: [
      startChoice(turn, procedure, null),
      ...facetChoices(
        turn,
        procedure,
        Facet.options.filter(other => other !== facet && other !== 'how'),
      ).slice(0, 3),
      ...others.slice(0, MOST_OTHER_PLACES).map(openChoice),
      ...wayOn(turn),
    ],
    about: { kind: 'procedure', id: procedure.code },
    links: procedure.link
      ? [procedure.link]
      : facet === 'online' && procedure.online.level !== 'khong'
        ? [portalLink(turn, procedure)]
        : [],
  })
}

/** More would hide what else can be asked. */
const MOST_OTHER_PLACES = 2

function onGuide(turn: Turn, id: string, relation: Relation | null): boolean {
  const guide = turn.knowledge.guides.get(id)
  if (!guide) return false
  turn.reply(`${guide.title}: ${guide.summary}\n${sourceLine(turn, guide.source)}`, {
    choices: [
      { title: turn.label('start'), action: { do: 'start', guide: id, relation }, words: startWords(turn) },
      ...wayOn(turn),
    ],
    about: { kind: 'guide', id },
  })
  return true
}

function onFaq(turn: Turn, id: string): boolean {
  const faq = turn.knowledge.faqs.get(id)
  if (!faq) return false
  const choices: Choice[] = []
  const { guide, procedure } = faq.leadsTo ?? {}
  const led = guide ? turn.knowledge.guides.get(guide) : undefined
  if (led)
    choices.push({
      title: led.title,
      action: { do: 'start', guide: led.id, relation: null },
      also: [turn.label('start')],
    })
  const about = procedure ? turn.knowledge.procedures.get(procedure) : undefined
  if (about)
    choices.push({ title: about.name, action: { do: 'open', topic: { kind: 'procedure', id: about.code } } })
  turn.reply(`${stepText(turn.knowledge, faq.answer, undefined)}\n${sourceLine(turn, faq.source)}`, {
    choices: [...choices, ...(id === PRIVACY_QUESTION ? ownDataChoices(turn) : []), ...wayOn(turn)],
    links: [...(faq.link ? [faq.link] : []), ...(id === PRIVACY_QUESTION ? dataPageLink(turn) : [])],
  })
  return true
}

function startChoice(turn: Turn, procedure: Procedure, relation: Relation | null): Choice {
  const { guides } = turn.knowledge
  const guide =
    guides.get(procedure.guide ?? '') ??
    [...guides.values()].find(known => known.procedure === procedure.code)
  // A guide of several procedures has to be told which.
  const which = guide?.procedure === null ? { procedure: procedure.code } : {}
  return {
    title: turn.label('start'),
    action: { do: 'start', guide: guide?.id ?? '', relation, ...which },
    words: startWords(turn),
  }
}

/** "Xong" and "tiếp" are about what is under way, where something is. */
function startWords(turn: Turn): StepWord[] {
  return turn.run ? ['yes'] : ['yes', 'done']
}

function facetChoices(turn: Turn, procedure: Procedure, facets: Facet[]): Choice[] {
  return facets
    .filter(facet => facetText(turn, procedure, facet) !== undefined)
    .map(facet => ({
      title: turn.knowledge.sentences.facets[facet],
      action: { do: 'facet', procedure: procedure.code, facet },
    }))
}

function named(turn: Turn, facet: Facet, text: string | undefined): string {
  const name = turn.knowledge.sentences.facets[facet]
  const body = text ?? turn.say('notStated')
  return body.includes('\n') ? `${name}:\n${body}` : `${name}: ${body}`
}

function portalLink(turn: Turn, procedure: Procedure) {
  return { title: turn.label('details'), url: portalPage(procedure.code) }
}

function sourceLine(turn: Turn, source: Source): string {
  return turn.say('source', { 'can-cu': source.title, ngay: readableDay(source.date) })
}
