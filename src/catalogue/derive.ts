import type { Condition } from './schema/condition.ts'
import type { DerivedTexts } from './schema/derived.ts'
import type { Guide, Item, Step, StepOf } from './schema/guide.ts'
import type { Paper, Procedure } from './schema/procedure.ts'

/** The guide in which every hand-in over the net ends; authors write it. */
export const SUBMISSION_GUIDE = 'nop-ho-so'
const CASE_STEP = 'truong-hop'
const SUBMISSION_STEP = 'nop'
/** How a guide ends that leads to a desk, because nothing can be handed in over the net. */
export const AT_THE_DESK = 'nop-truc-tiep'
/** How a guide ends where somebody else hands the papers in. */
const HANDED_OVER = 'nop-thay'

/** The id of a procedure's derived guide. No author can write it: an author's ids hold no dots. */
export function derivedGuideId(code: string): string {
  return `thu-tuc-${code}`
}

/**
 * Makes a guide from a procedure's data, so that a procedure without a guide of its own can be walked too
 * (design §4). Says nothing but `texts` and what stands in the procedure; placeholders that only a run can fill
 * (`{noi-nop}`) stay as they are.
 */
export function deriveGuide(procedure: Procedure, texts: DerivedTexts): Guide {
  const known = knownOf(procedure)
  return {
    id: derivedGuideId(procedure.code),
    title: fill(texts.title, known),
    summary: fill(texts.summary, known),
    phrasings: [],
    listed: true,
    steps: [
      ...caseSteps(procedure, texts),
      ...paperSteps(procedure, texts),
      ...typedSteps(procedure, texts),
      ...handedOver(procedure, texts),
      ...handInSteps(procedure, texts),
    ],
    source: { title: procedure.source.decision, date: procedure.source.date },
  }
}

function caseSteps(procedure: Procedure, texts: DerivedTexts): Step[] {
  if (!hasCases(procedure)) return []
  const ask: StepOf<'ask'> = {
    ...blank(CASE_STEP),
    kind: 'ask',
    text: fill(texts.case.ask, { ten: procedure.name }),
    options: Object.fromEntries(
      procedure.cases.map(({ id, label }) => [id, { label, also: [], procedures: [] }]),
    ),
  }
  const notes = procedure.cases.flatMap(({ id, label, note }): Step[] =>
    note === undefined
      ? []
      : [
          {
            ...blank(`luu-y-${id}`),
            kind: 'tell',
            when: inCases([id]),
            text: fill(texts.case.note, { 'truong-hop': label, 'luu-y': note }),
          },
        ],
  )
  return [ask, ...notes]
}

function paperSteps(procedure: Procedure, texts: DerivedTexts): Step[] {
  const papers = procedure.papers.filter(paper => paper.originals + paper.copies > 0)
  if (papers.length === 0) return []
  const casesWithPapers = procedure.cases
    .map(({ id }) => id)
    .filter(id => papers.some(paper => paper.cases.length === 0 || paper.cases.includes(id)))
  const when = onlyInCases(procedure, casesWithPapers)
  return [
    {
      ...blank('giay-to'),
      kind: 'prepare',
      text: fill(texts.papers.prepare, { ten: procedure.name }),
      items: papers.map(paper => itemFor(paper, procedure, texts)),
      ...(when && { when }),
    },
  ]
}

function itemFor(paper: Paper, procedure: Procedure, texts: DerivedTexts): Item {
  const when = onlyInCases(procedure, paper.cases)
  const counts = { 'ban-chinh': String(paper.originals), 'ban-sao': String(paper.copies) }
  const count =
    paper.copies === 0
      ? texts.papers.originals
      : paper.originals === 0
        ? texts.papers.copies
        : texts.papers.both
  const notes = [
    fill(count, counts),
    paper.note,
    paper.notNeededWhen && fill(texts.papers.notNeeded, { khi: withinSentence(paper.notNeededWhen) }),
  ]
  return {
    id: paper.id,
    label: paper.name,
    note: notes.filter(note => note !== undefined).join('\n'),
    ...(when && { when }),
  }
}

function typedSteps(procedure: Procedure, texts: DerivedTexts): Step[] {
  if (procedure.typed.length === 0) return []
  const lines = procedure.typed.map(entry => fill(texts.typed.line, { muc: entry }))
  const text = fill(texts.typed.tell, { 'danh-sach': lines.join('\n') })
  return [{ ...blank('can-go-san'), kind: 'tell', text }]
}

function handInSteps(procedure: Procedure, texts: DerivedTexts): Step[] {
  const nobodyComes = hasCases(procedure) && procedure.cases.every(given => given.handedOver)
  if (nobodyComes) return []
  return procedure.online.level === 'khong'
    ? deskSteps(procedure, texts)
    : submissionSteps(texts, knownOf(procedure))
}

/** Handing in over the net, and one end for each that this may come to. */
export function submissionSteps(texts: DerivedTexts, known: Known): Step[] {
  const finishes = Object.entries(texts.submitted).map(
    ([outcome, text]): Step => ({
      id: outcome,
      kind: 'finish',
      when: { kind: 'is', subject: SUBMISSION_STEP, values: [outcome] },
      outcome,
      text: fill(text, known),
    }),
  )
  return [{ id: SUBMISSION_STEP, kind: 'use', guide: SUBMISSION_GUIDE }, ...finishes]
}

function deskSteps(procedure: Procedure, texts: DerivedTexts): Step[] {
  const known = knownOf(procedure)
  return [
    {
      ...blank('noi-nop'),
      kind: 'tell',
      text: fill(texts.direct.tell, known),
      ...(procedure.link && { link: procedure.link }),
    },
    { id: AT_THE_DESK, kind: 'finish', outcome: AT_THE_DESK, text: fill(texts.direct.finish, known) },
  ]
}

/** Whoever gives the papers to an employer is through: there is nothing to hand in on the portal. */
function handedOver(procedure: Procedure, texts: DerivedTexts): Step[] {
  const cases = procedure.cases.filter(given => given.handedOver).map(({ id }) => id)
  if (cases.length === 0 || !hasCases(procedure)) return []
  const text = fill(texts.handedOver, knownOf(procedure))
  const when = onlyInCases(procedure, cases)
  return [{ id: HANDED_OVER, kind: 'finish', outcome: HANDED_OVER, text, ...(when && { when }) }]
}

function hasCases(procedure: Procedure): boolean {
  return procedure.cases.length > 1
}

/** A condition on the case, or none where it would hold in every case. */
function onlyInCases(procedure: Procedure, cases: readonly string[]): Condition | undefined {
  if (!hasCases(procedure) || cases.length === 0) return undefined
  return procedure.cases.every(({ id }) => cases.includes(id)) ? undefined : inCases(cases)
}

function inCases(cases: readonly string[]): Condition {
  return { kind: 'is', subject: CASE_STEP, values: [...cases] }
}

/** What the texts of a derived guide may name in braces. */
type Known = { readonly [name: string]: string }

function knownOf(procedure: Procedure): Known {
  return { ten: procedure.name, 'ket-qua': withinSentence(procedure.result.what) }
}

/** Data may or may not end in a full stop; the sentence around it has its own. */
function withinSentence(text: string): string {
  return text.replace(/\.$/, '')
}

export function blank(id: string) {
  return { id, revision: 1, outside: false, skippable: false, obstacles: [] }
}

/** Fills the placeholders that are known here and leaves the others to the run. */
export function fill(text: string, values: Known): string {
  return text.replace(/\{([a-z-]+)\}/g, (whole, name: string) => values[name] ?? whole)
}
