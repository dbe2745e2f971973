import type { Content } from '../content.ts'
import { fold } from '../fold.ts'
import { meantBy } from '../schema/voices.ts'
import { besideFiles, entryFiles, officeFiles, type Problem, type Rule } from './rule.ts'

/** One way of saying something means one thing; else nobody could be sure what was meant. */
export const phrasings: Rule = {
  id: 'phrasings',
  title: 'không có cách nói nào thuộc hai mục',
  blocks: false,
  looksAt: content => [
    ...entryFiles(content),
    ...officeFiles(content),
    ...besideFiles(content),
    ...content.voices.map(({ file }) => file),
  ],
  check: content => {
    const first = new Map<string, Phrasing>()
    return [...phrasingsOf(content), ...voicesOf(content)].flatMap((phrasing): Problem[] => {
      const folded = fold(phrasing.text)
      const before = first.get(folded)
      if (!before) {
        first.set(folded, phrasing)
        return []
      }
      if (before.topic === phrasing.topic) return []
      const message = `cách nói "${phrasing.text}" đã thuộc về ${before.file}:${before.line}; giữ ở một nơi`
      return [{ level: 'fail', file: phrasing.file, line: phrasing.line, message }]
    })
  },
}

/** One way of saying something; `topic` is a code, a guide's id, or `faq …`, `life-event …`, `office …`. */
export type Phrasing = { topic: string; text: string; file: string; line: number | null }

/** A guide that leads through one procedure is the same topic as that procedure. */
export function phrasingsOf(content: Content): Phrasing[] {
  const owners = ownersIn(content)
  return [
    ...content.procedures.flatMap(({ file, value, line }) => [
      { topic: value.code, text: value.name, file, line: line(['name']) },
      ...listed(value.code, value.phrasings, file, index => line(['phrasings', index])),
    ]),
    ...content.guides.flatMap(({ file, value, line }) => {
      const topic = owners.get(value.id) ?? value.id
      return [
        { topic, text: value.title, file, line: line(['title']) },
        ...listed(topic, value.phrasings, file, index => line(['phrasings', index])),
      ]
    }),
    ...content.faqs.flatMap(({ file, value, line }) => [
      { topic: `faq ${value.id}`, text: value.title, file, line: line(['title']) },
      ...listed(`faq ${value.id}`, value.phrasings, file, index => line(['phrasings', index])),
    ]),
    ...content.lifeEvents.flatMap(({ file, value, line }) => [
      { topic: `life-event ${value.id}`, text: value.title, file, line: line(['title']) },
      ...listed(`life-event ${value.id}`, value.phrasings, file, index => line(['phrasings', index])),
    ]),
    ...content.offices.flatMap(({ file, value, line }) =>
      listed(`office ${value.id}`, value.phrasings, file, index => line(['phrasings', index])),
    ),
    ...content.beyond.flatMap(({ file, value, line }) =>
      listed(`beyond ${value.id}`, value.phrasings, file, index => line(['phrasings', index])),
    ),
    ...content.clarifications.flatMap(({ file, value, line }) =>
      listed(`clarify ${value.id}`, value.phrasings, file, index => line(['phrasings', index])),
    ),
  ]
}

/** What people said who meant an entry; its topic is called as that of the entry's phrasings. */
function voicesOf(content: Content): Phrasing[] {
  const owners = ownersIn(content)
  return content.voices.flatMap(({ file, value, line }) => {
    const { kind, id } = meantBy(value)
    const topic = kind === 'procedure' ? id : kind === 'guide' ? (owners.get(id) ?? id) : `${kind} ${id}`
    return listed(topic, value.said, file, index => line(['said', index]))
  })
}

function ownersIn(content: Content): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  for (const { value } of content.procedures)
    if (value.guide !== undefined) owners.set(value.guide, value.code)
  return owners
}

function listed(
  topic: string,
  texts: readonly string[],
  file: string,
  line: (index: number) => number | null,
): Phrasing[] {
  return texts.map((text, index) => ({ topic, text, file, line: line(index) }))
}
