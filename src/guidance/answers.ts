import type { TopicRef } from '../catalogue/knowledge.ts'
import type { Source } from '../catalogue/schema/common.ts'
import type { Relation, StepWord } from '../catalogue/schema/language.ts'
import { Facet } from '../catalogue/schema/language.ts'
import type { Procedure } from '../catalogue/schema/procedure.ts'
import { wayOn } from './choices.ts'
import type { Choice } from './conversation.ts'
import { readableDay } from './dates.ts'
import { facetText, sourceOf } from './facts.ts'
import { showOffice } from './offices.ts'
import type { Turn } from './turn.ts'
import { portalPage, stepText } from './words.ts'

/** Answers a certain topic: a procedure's card or one facet of it, a guide's door, a question's answer, a place. */
export function answerTopic(
  turn: Turn,
  topic: TopicRef,
  facet: Facet | null,
  relation: Relation | null,
): boolean {
  const answered = (() => {
    switch (topic.kind) {
      case 'procedure':
        return onProcedure(turn, topic.id, facet, relation)
      case 'guide':
        return onGuide(turn, topic.id, relation)
      case 'faq':
        return onFaq(turn, topic.id)
      case 'office':
        return showOffice(turn, topic.id)
    }
  })()
  // Questions and places lie beside what is being talked about.
  if (answered && (topic.kind === 'procedure' || topic.kind === 'guide')) turn.conversation.subject = topic
  return answered
}

function onProcedure(turn: Turn, code: string, facet: Facet | null, relation: Relation | null): boolean {
  const procedure = turn.knowledge.procedures.get(code)
  if (!procedure) return false
  if (facet && facet !== 'how') answerFacet(turn, procedure, facet)
  else showCard(turn, procedure, relation)
  return true
}

/** The card: what it is for, whether it can be done from home, what it costs, how long it takes. */
function showCard(turn: Turn, procedure: Procedure, relation: Relation | null): void {
  const facts = [
    facetText(turn, procedure, 'online'),
    named(turn, 'fee', facetText(turn, procedure, 'fee')),
    named(turn, 'time', procedure.time),
  ]
  const notes = turn.knowledge.notes.get(procedure.code) ?? []
  turn.reply(
    [`${procedure.name}: ${procedure.purpose}`, ...facts, ...notes, sourceOf(turn, procedure)].join('\n\n'),
    {
      choices: [
        startChoice(turn, procedure, relation),
        ...facetChoices(turn, procedure, ['papers', 'where', 'deadline']),
        ...wayOn(turn),
      ],
      about: { kind: 'procedure', id: procedure.code },
    },
  )
}

function answerFacet(turn: Turn, procedure: Procedure, facet: Facet): void {
  const text = facetText(turn, procedure, facet) ?? turn.say('notStated')
  turn.reply(`${procedure.name} – ${named(turn, facet, text)}\n${sourceOf(turn, procedure)}`, {
    choices: [
      startChoice(turn, procedure, null),
      ...facetChoices(
        turn,
        procedure,
        Facet.options.filter(other => other !== facet && other !== 'how'),
      ).slice(0, 3),
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

function onGuide(turn: Turn, id: string, relation: Relation | null): boolean {
  const guide = turn.knowledge.guides.get(id)
  if (!guide) return false
  turn.reply(`${guide.title}: ${guide.summary}\n${sourceLine(turn, guide.source)}`, {
    choices: [
      { title: turn.label('start'), action: { do: 'start', guide: id, relation }, words: startWords(turn) },
      ...wayOn(turn),
    ],
  })
  return true
}

function onFaq(turn: Turn, id: string): boolean {
  const faq = turn.knowledge.faqs.get(id)
  if (!faq) return false
  const choices: Choice[] = []
  const { guide, procedure } = faq.leadsTo ?? {}
  const led = guide ? turn.knowledge.guides.get(guide) : undefined
  if (led) choices.push({ title: led.title, action: { do: 'start', guide: led.id, relation: null } })
  const about = procedure ? turn.knowledge.procedures.get(procedure) : undefined
  if (about)
    choices.push({ title: about.name, action: { do: 'open', topic: { kind: 'procedure', id: about.code } } })
  turn.reply(`${stepText(turn.knowledge, faq.answer, undefined)}\n${sourceLine(turn, faq.source)}`, {
    choices: [...choices, ...wayOn(turn)],
    links: faq.link ? [faq.link] : [],
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
