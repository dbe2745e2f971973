import type { Content } from '../content.ts'
import type { Sourced } from '../read.ts'
import type { Beyond, Clarification } from '../schema/beyond.ts'
import type { Faq } from '../schema/faq.ts'
import type { Guide } from '../schema/guide.ts'
import type { IssuePath } from '../schema/issues.ts'
import type { LifeEvent } from '../schema/life-event.ts'
import type { Procedure } from '../schema/procedure.ts'

/**
 * What a text is for: `step` (also its obstacles' help and how it ends), `answer`, `note`, `label` (a choice),
 * `title`, `sentence` (the bot's own), `place` (where people go), `pattern` (of derived guides).
 */
export type TextRole = 'step' | 'answer' | 'note' | 'label' | 'title' | 'sentence' | 'place' | 'pattern'

export type TextAt = {
  readonly file: string
  readonly line: number | null
  readonly role: TextRole
  /** The names and numbers that lead to it in its file. */
  readonly path: IssuePath
  readonly text: string
}

/**
 * Every text of the content that a citizen may read; not how citizens say things, and not the law's own names.
 * Derived guides add none of their own: they are put together from the texts of procedures and of derived.yaml.
 */
export function textsOf(content: Content): TextAt[] {
  return [
    ...content.guides.flatMap(place => textsOfGuide({ ...place, guide: place.value })),
    ...content.procedures.flatMap(textsOfProcedure),
    ...content.faqs.flatMap(textsOfFaq),
    ...content.lifeEvents.flatMap(textsOfLifeEvent),
    ...content.beyond.flatMap(textsOfBeyond),
    ...content.clarifications.flatMap(textsOfClarification),
    ...textsOfLanguage(content),
    ...textsOfPlaces(content),
  ]
}

type Place = { readonly file: string; line(path: IssuePath): number | null }

function at(place: Place, role: TextRole, path: IssuePath, text: string | undefined): TextAt[] {
  return text === undefined ? [] : [{ file: place.file, line: place.line(path), role, path, text }]
}

export function textsOfGuide(place: Place & { readonly guide: Guide }): TextAt[] {
  const { guide } = place
  return [
    ...at(place, 'title', ['title'], guide.title),
    ...at(place, 'note', ['summary'], guide.summary),
    ...guide.steps.flatMap((step, index) => {
      const here = ['steps', index]
      if (step.kind === 'use') return at(place, 'title', [...here, 'title'], step.title)
      if (step.kind === 'finish') return at(place, 'step', [...here, 'text'], step.text)
      return [
        ...at(place, 'title', [...here, 'title'], step.title),
        ...at(place, 'step', [...here, step.kind], step.text),
        ...at(place, 'note', [...here, 'picture', 'alt'], step.picture?.alt),
        ...at(place, 'title', [...here, 'link', 'title'], step.link?.title),
        ...step.obstacles.flatMap((obstacle, number) => [
          ...at(place, 'label', [...here, 'obstacles', number, 'label'], obstacle.label),
          ...at(place, 'step', [...here, 'obstacles', number, 'help'], obstacle.help),
        ]),
        ...(step.kind === 'ask'
          ? Object.entries(step.options).flatMap(([id, option]) =>
              at(place, 'label', [...here, 'options', id], option.label),
            )
          : []),
        ...(step.kind === 'prepare'
          ? step.items.flatMap((item, number) => [
              ...at(place, 'label', [...here, 'items', number, 'label'], item.label),
              ...at(place, 'note', [...here, 'items', number, 'note'], item.note),
            ])
          : []),
      ]
    }),
  ]
}

function textsOfProcedure(place: Sourced<Procedure>): TextAt[] {
  const { value } = place
  return [
    ...at(place, 'title', ['name'], value.name),
    ...at(place, 'note', ['purpose'], value.purpose),
    ...at(place, 'note', ['who'], value.who),
    ...at(place, 'note', ['time'], value.time),
    ...at(place, 'place', ['where'], value.where),
    ...at(place, 'note', ['deadline'], value.deadline),
    ...at(place, 'note', ['online', 'note'], value.online.note),
    ...at(place, 'note', ['paper', 'note'], value.paper.note),
    ...at(place, 'note', ['result', 'what'], value.result.what),
    ...at(place, 'note', ['result', 'how'], value.result.how),
    ...value.mistakes.flatMap((text, index) => at(place, 'note', ['mistakes', index], text)),
    ...value.typed.flatMap((text, index) => at(place, 'note', ['typed', index], text)),
    ...value.cases.flatMap(({ label, note }, index) => [
      ...at(place, 'title', ['cases', index, 'label'], label),
      ...at(place, 'note', ['cases', index, 'note'], note),
    ]),
    ...value.papers.flatMap(({ name, note, notNeededWhen }, index) => [
      ...at(place, 'title', ['papers', index, 'name'], name),
      ...at(place, 'note', ['papers', index, 'note'], note),
      ...at(place, 'note', ['papers', index, 'notNeededWhen'], notNeededWhen),
    ]),
    ...value.fees.flatMap(({ note }, index) => at(place, 'note', ['fees', index, 'note'], note)),
  ]
}

function textsOfBeyond(place: Sourced<Beyond>): TextAt[] {
  return [
    ...at(place, 'answer', ['answer'], place.value.answer),
    ...at(place, 'title', ['link', 'title'], place.value.link?.title),
  ]
}

function textsOfClarification(place: Sourced<Clarification>): TextAt[] {
  return [
    ...at(place, 'sentence', ['ask'], place.value.ask),
    ...place.value.choices.flatMap(({ label }, index) =>
      at(place, 'label', ['choices', index, 'label'], label),
    ),
  ]
}

function textsOfFaq(place: Sourced<Faq>): TextAt[] {
  return [
    ...at(place, 'title', ['title'], place.value.title),
    ...at(place, 'answer', ['answer'], place.value.answer),
  ]
}

function textsOfLifeEvent(place: Sourced<LifeEvent>): TextAt[] {
  const { title, summary, tasks } = place.value
  return [
    ...at(place, 'label', ['title'], title),
    ...at(place, 'note', ['summary'], summary),
    ...tasks.flatMap(({ note }, index) => at(place, 'note', ['tasks', index, 'note'], note)),
  ]
}

function textsOfLanguage({ sentences, statuses, derived }: Content): TextAt[] {
  const { say, ...short } = sentences.value
  return [
    ...Object.entries(say).flatMap(([key, text]) => at(sentences, 'sentence', ['say', key], text)),
    ...Object.entries(short).flatMap(([group, texts]) =>
      Object.entries(texts).flatMap(([key, text]) => at(sentences, 'title', [group, key], text)),
    ),
    ...statuses.value.flatMap(({ label, meaning, next }, index) => [
      ...at(statuses, 'title', [index, 'label'], label),
      ...at(statuses, 'note', [index, 'meaning'], meaning),
      ...at(statuses, 'note', [index, 'next'], next),
    ]),
    ...Object.entries(derived.value).flatMap(([key, text]) =>
      typeof text === 'string'
        ? at(derived, 'pattern', [key], text)
        : Object.entries(text).flatMap(([inner, words]) => at(derived, 'pattern', [key, inner], words)),
    ),
  ]
}

function textsOfPlaces({ offices, operator, provinces, units, local }: Content): TextAt[] {
  const { agency, unit, desk } = operator.value
  return [
    ...at(operator, 'place', ['agency'], agency),
    ...at(operator, 'place', ['unit'], unit),
    ...at(operator, 'place', ['desk', 'name'], desk.name),
    ...at(operator, 'place', ['desk', 'address'], desk.address),
    ...at(operator, 'place', ['desk', 'hours'], desk.hours),
    ...offices.flatMap(place => {
      const { name, unit, address, note, closed } = place.value
      return [
        ...at(place, 'place', ['name'], name),
        ...at(place, 'place', ['unit'], unit),
        ...at(place, 'place', ['address'], address),
        ...at(place, 'note', ['note'], note),
        ...closed.flatMap(({ why }, number) => at(place, 'note', ['closed', number, 'why'], why)),
      ]
    }),
    ...provinces.value.provinces.flatMap(({ name }, index) =>
      at(provinces, 'place', ['provinces', index, 'name'], name),
    ),
    ...units.value.flatMap(({ name }, index) => at(units, 'place', [index, 'name'], name)),
    ...local.flatMap(place =>
      place.value.rules.flatMap(({ note, paper, fees }, index) => [
        ...at(place, 'note', ['rules', index, 'note'], note),
        ...at(place, 'note', ['rules', index, 'paper', 'note'], paper?.note),
        ...fees.flatMap((fee, number) =>
          at(place, 'note', ['rules', index, 'fees', number, 'note'], fee.note),
        ),
      ]),
    ),
  ]
}
