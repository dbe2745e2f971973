import type { Facet } from '../../catalogue/schema/language.ts'
import type { Fee, Paper, Procedure } from '../../catalogue/schema/procedure.ts'
import { dayOf, readableDay } from '../dates.ts'
import { type Known, say } from './known.ts'
import { feesHere } from './local.ts'

export type { Known } from './known.ts'

/** What is known about one facet; undefined where the source doesn't state it. */
export function facetText(known: Known, procedure: Procedure, facet: Facet): string | undefined {
  switch (facet) {
    case 'papers':
      return papersText(known, procedure)
    case 'fee':
      return feeLines(known, procedure).join('\n') || undefined
    case 'time':
      return procedure.time
    case 'where':
      return procedure.where
    case 'online': {
      const { level, note } = procedure.online
      if (level === 'khong') return [say(known, 'cardNotOnline'), note].filter(Boolean).join(' ')
      const words = say(known, level === 'toan-trinh' ? 'levelFull' : 'levelPartial')
      return [say(known, 'cardOnline', { 'cap-do': words }), note].filter(Boolean).join(' ')
    }
    case 'result':
      return [procedure.result.what, procedure.result.how].filter(Boolean).join('. ')
    case 'deadline':
      return procedure.deadline
    case 'how':
      return undefined
  }
}

/**
 * The fees that hold on that day in Vietnam, a sentence each: what the province or the unit decided stands in the place
 * of the official text's "the province decides".
 */
export function feeLines(known: Known, { code, fees }: Procedure): string[] {
  const day = dayOf(known.now)
  const holds = (fee: Fee) => (!fee.from || fee.from <= day) && (!fee.until || day <= fee.until)
  const official = fees.filter(holds)
  const word = (fee: Fee) => feeLine(known, fee)
  const here = feesHere(known, code, word)
  if (!here) return official.map(word)
  const kept = official.filter(fee => !here.replaces(fee)).map(word)
  return here.isExample ? [...kept, ...here.lines] : [...here.lines, ...kept]
}

/** Which decision a procedure's facts stand in, and as of which day. */
export function sourceOf(known: Known, { source }: Procedure): string {
  return say(known, 'source', { 'can-cu': source.decision, ngay: readableDay(source.date) })
}

/** A paper with how many: "Giấy chứng sinh (1 bản chính)". */
export function paperName(known: Known, paper: Paper): string {
  const counts = [
    paper.originals > 0 ? say(known, 'paperOriginals', { so: String(paper.originals) }) : '',
    paper.copies > 0 ? say(known, 'paperCopies', { so: String(paper.copies) }) : '',
  ].filter(Boolean)
  return counts.length > 0 ? `${paper.name} (${counts.join(', ')})` : paper.name
}

/** When a paper need not be handed in; empty where it always must. */
export function paperNotNeeded(known: Known, { notNeededWhen }: Paper): string {
  return notNeededWhen ? say(known, 'paperNotNeeded', { khi: notNeededWhen.replace(/\.$/, '') }) : ''
}

/** Longer than this on a phone, nobody finds among temples and embassies what a house needs. In characters. */
const PAPERS_READ_AT_ONCE = 1400

/** All papers; where they are too many to be read, those of the first case alone, and that there are others. */
function papersText(known: Known, procedure: Procedure): string {
  const whole = procedure.papers.map(paper => `• ${paperLine(known, procedure, paper)}`).join('\n')
  const [first, ...others] = procedure.cases
  const ofFirst = procedure.papers.filter(
    ({ cases }) => cases.length === 0 || (first && cases.includes(first.id)),
  )
  if (whole.length <= PAPERS_READ_AT_ONCE || !first || others.length === 0) return whole
  if (ofFirst.length === procedure.papers.length) return whole
  const lines = ofFirst.map(paper => `• ${paperLine(known, { ...procedure, cases: [] }, paper)}`)
  const { start } = known.knowledge.sentences.labels
  return [
    say(known, 'papersOfCase', { 'truong-hop': first.label }),
    ...lines,
    say(known, 'papersOfOthers', { 'bat-dau': start }),
  ].join('\n')
}

/** A paper with how many, for whom, and when it need not be handed in. */
function paperLine(known: Known, { cases }: Procedure, paper: Paper): string {
  const labels = cases.filter(({ id }) => paper.cases.includes(id)).map(({ label }) => label)
  return [
    `${paperName(known, paper)}.`,
    labels.length > 0 ? say(known, 'paperOnlyFor', { 'truong-hop': labels.join(', ') }) : '',
    paper.note ?? '',
    paperNotNeeded(known, paper),
  ]
    .filter(Boolean)
    .join(' ')
}

function feeLine(known: Known, fee: Fee): string {
  const amount = amountInWords(known, fee)
  const channel = fee.channel === 'any' ? '' : `${say(known, FEE_CHANNEL[fee.channel])}: `
  return `${channel}${amount}${fee.note ? ` ${fee.note}` : ''}`
}

function amountInWords(known: Known, { amount, per }: Fee): string {
  if (amount === 0) return say(known, 'feeFree')
  if (amount === 'province') return say(known, 'feeProvince')
  if (amount === 'elsewhere') return say(known, 'feeElsewhere')
  return say(known, 'feeAmount', { 'so-tien': amount.toLocaleString('vi-VN'), theo: per ?? '' })
}

const FEE_CHANNEL = { online: 'feeOnline', direct: 'feeDirect', post: 'feePost' } as const
