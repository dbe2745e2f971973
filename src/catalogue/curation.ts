import { z } from 'zod'
import type { Finding } from './finding.ts'
import type { TopicRef } from './knowledge.ts'
import type { KnownListed } from './listed.ts'
import { Day, Id, ProcedureCode, Text } from './schema/common.ts'
import type { Faq } from './schema/faq.ts'
import type { Guide } from './schema/guide.ts'
import type { Office } from './schema/office.ts'
import type { Procedure } from './schema/procedure.ts'

const Topic = z.strictObject({ kind: z.enum(['procedure', 'guide', 'faq', 'office']), id: z.string().min(1) })

/** What the staff of a unit added on top of content/: plain JSON, kept in the store. */
export const Curation = z.strictObject({
  /** Other ways in which citizens ask for something that is known already. */
  phrasings: z.array(z.strictObject({ topic: Topic, text: Text })).default([]),
  /** Questions of this unit with their answers. `date` is the day on which staff last looked at it. */
  answers: z
    .array(
      z.strictObject({ id: Id, title: Text, answer: Text, phrasings: z.array(Text).default([]), date: Day }),
    )
    .default([]),
  /** What is particular here: a fee that the province decided, a desk's own hours. */
  notes: z.array(z.strictObject({ procedure: ProcedureCode, text: Text })).default([]),
})

export type Curation = z.infer<typeof Curation>

/** The parts of knowledge that staff can add to. */
export type Curated = {
  readonly procedures: ReadonlyMap<string, Procedure>
  /** Of the official list, by code. */
  readonly listed: ReadonlyMap<string, KnownListed>
  readonly guides: ReadonlyMap<string, Guide>
  readonly faqs: ReadonlyMap<string, Faq>
  readonly offices: readonly Office[]
  /** Notes of this unit by procedure code. */
  readonly notes: ReadonlyMap<string, readonly string[]>
}

/** The rule under which findings about curation are reported, and what stands where a file's name would. */
export const CURATION = 'curation'
const IN_THE_STORE = 'biên tập'

/**
 * Lays the staff's additions on top. Whatever no longer fits (content changed since) is passed over and
 * reported as a warning; nothing of content is ever replaced. `unit` is named as the source of local answers.
 */
export function curate(
  parts: Omit<Curated, 'notes'>,
  curation: Curation,
  unit: string,
): { parts: Curated; findings: Finding[] } {
  const findings: Finding[] = []
  const passOver = (message: string) =>
    findings.push({ level: 'warn', rule: CURATION, file: IN_THE_STORE, line: null, message })

  const faqs = new Map(parts.faqs)
  for (const { id, title, answer, phrasings, date } of curation.answers) {
    if (faqs.has(id)) passOver(`câu trả lời "${id}" trùng mã với một câu hỏi đã có; hãy đặt mã khác`)
    else faqs.set(id, { id, title, answer, phrasings, source: { title: unit, date } })
  }

  const added = new Map<string, string[]>()
  const known = { ...parts, faqs }
  for (const { topic, text } of curation.phrasings) {
    if (exists(known, topic)) append(added, keyOf(topic), text)
    else passOver(`cách nói "${text}" thuộc về "${topic.id}" nay không còn; hãy gắn vào mục khác hoặc xóa`)
  }

  const notes = new Map<string, string[]>()
  for (const { procedure, text } of curation.notes) {
    if (parts.procedures.has(procedure) || parts.listed.has(procedure)) append(notes, procedure, text)
    else passOver(`ghi chú "${text}" thuộc về thủ tục ${procedure} nay không còn; hãy chuyển hoặc xóa`)
  }

  const withAdded = <T extends { phrasings: string[] }>(kind: TopicRef['kind'], id: string, entry: T): T => {
    const more = added.get(keyOf({ kind, id }))
    return more ? { ...entry, phrasings: [...entry.phrasings, ...more] } : entry
  }
  const each = <T extends { phrasings: string[] }>(kind: TopicRef['kind'], entries: ReadonlyMap<string, T>) =>
    new Map([...entries].map(([id, entry]) => [id, withAdded(kind, id, entry)]))

  return {
    parts: {
      procedures: each('procedure', parts.procedures),
      listed: each('procedure', parts.listed),
      guides: each('guide', parts.guides),
      faqs: each('faq', faqs),
      offices: parts.offices.map(office => withAdded('office', office.id, office)),
      notes,
    },
    findings,
  }
}

/** What staff added to a code that was given up belongs to the one that took its place. */
export function follow(curation: Curation, successors: ReadonlyMap<string, string>): Curation {
  return {
    ...curation,
    phrasings: curation.phrasings.map(({ topic, text }) => ({
      topic: topic.kind === 'procedure' ? { ...topic, id: successors.get(topic.id) ?? topic.id } : topic,
      text,
    })),
    notes: curation.notes.map(({ procedure, text }) => ({
      procedure: successors.get(procedure) ?? procedure,
      text,
    })),
  }
}

function exists(parts: Omit<Curated, 'notes'>, topic: z.infer<typeof Topic>): boolean {
  switch (topic.kind) {
    case 'procedure':
      return parts.procedures.has(topic.id) || parts.listed.has(topic.id)
    case 'guide':
      return parts.guides.has(topic.id)
    case 'faq':
      return parts.faqs.has(topic.id)
    case 'office':
      return parts.offices.some(office => office.id === topic.id)
  }
}

function keyOf(topic: TopicRef): string {
  return `${topic.kind} ${topic.id}`
}

function append(lists: Map<string, string[]>, key: string, text: string): void {
  lists.set(key, [...(lists.get(key) ?? []), text])
}
