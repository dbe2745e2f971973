import type { Knowledge, KnownGuide, TopicRef } from '../catalogue/knowledge.ts'

/** Something that a text can be about, with all that it is called. */
export type Topic = { readonly ref: TopicRef; readonly title: string; readonly phrases: readonly string[] }

/**
 * Procedures, guides, questions, life events and offices. What a guide of one procedure is called leads to the procedure;
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
  ]
}

function phrasesOfGuide({ title, phrasings }: KnownGuide): string[] {
  return [title, ...phrasings]
}
