import type { Knowledge, KnownGuide, TopicRef } from '../catalogue/knowledge.ts'

/** What a text can be about: a topic of its own, or what lies beyond all of them, or what has to be asked back. */
export type Meant = TopicRef | { kind: 'beyond'; id: string } | { kind: 'clarify'; id: string }

/** Something that a text can be about, with all that it is called. */
export type Topic = { readonly ref: Meant; readonly title: string; readonly phrases: readonly string[] }

export function keyOfMeant({ kind, id }: Meant): string {
  return `${kind} ${id}`
}

/**
 * Procedures, guides, questions, life events, offices, and what is none of them. What a guide of one procedure is called leads to the procedure;
 * guides derived from a procedure add nothing of their own.
 */
export function topicsOf(knowledge: Knowledge): Topic[] {
  const written = [...knowledge.guides.values()].filter(guide => !guide.derived)
  return [
    ...[...knowledge.procedures.values()].map(
      ({ code, name, official, phrasings }): Topic => ({
        ref: { kind: 'procedure', id: code },
        title: name,
        phrases: [
          name,
          official,
          ...phrasings,
          // Whoever asks for what it was before is asking for it.
          ...(knowledge.listed.formerNames.get(code) ?? []),
          ...written.filter(guide => guide.procedure === code).flatMap(phrasesOfGuide),
        ],
      }),
    ),
    ...written
      .filter(guide => guide.procedure === null || !knowledge.procedures.has(guide.procedure))
      .map(
        (guide): Topic => ({
          ref: { kind: 'guide', id: guide.id },
          title: guide.title,
          phrases: phrasesOfGuide(guide),
        }),
      ),
    ...[...knowledge.faqs.values()].map(
      ({ id, title, phrasings }): Topic => ({
        ref: { kind: 'faq', id },
        title,
        phrases: [title, ...phrasings],
      }),
    ),
    ...[...knowledge.lifeEvents.values()].map(
      ({ id, title, phrasings }): Topic => ({
        ref: { kind: 'life-event', id },
        title,
        phrases: [title, ...phrasings],
      }),
    ),
    ...knowledge.offices.map(
      ({ id, name, formerly, phrasings }): Topic => ({
        ref: { kind: 'office', id },
        title: name,
        phrases: [name, ...formerly, ...phrasings],
      }),
    ),
    ...[...knowledge.beyond.values()].map(
      ({ id, title, phrasings }): Topic => ({ ref: { kind: 'beyond', id }, title, phrases: phrasings }),
    ),
    ...[...knowledge.clarifications.values()].map(
      ({ id, ask, phrasings }): Topic => ({ ref: { kind: 'clarify', id }, title: ask, phrases: phrasings }),
    ),
  ]
}

function phrasesOfGuide({ title, phrasings }: KnownGuide): string[] {
  return [title, ...phrasings]
}
