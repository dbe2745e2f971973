import type { LocalRule } from '../../catalogue/local.ts'
import { withinSentence } from '../../catalogue/places.ts'
import type { LocalFee } from '../../catalogue/schema/local.ts'
import type { Fee, Procedure } from '../../catalogue/schema/procedure.ts'
import { dayOf, readableDay } from '../dates.ts'
import { type Known, say } from './known.ts'

/** What the unit and the province that are spoken of have ruled about a procedure and holds today, the unit's first. */
export function rulesHere(known: Known, code: string): LocalRule[] {
  const { places, local } = known.knowledge
  const { unit, province } = known.at ?? places.home
  const day = dayOf(known.now)
  return (local.get(code) ?? []).filter(
    rule => holds(rule, day) && (rule.unit === undefined ? rule.province === province : rule.unit === unit),
  )
}

/** May it be handed in on paper, as the unit or the province says, else as the official text does. */
export function paperRule(known: Known, { code, paper }: Procedure): Procedure['paper'] {
  return rulesHere(known, code).find(rule => rule.paper)?.paper ?? paper
}

/** Phones and remarks of the unit and the province, a sentence each. */
export function notesHere(known: Known, code: string): string[] {
  return rulesHere(known, code).flatMap(({ phone, note }) => [
    ...(note ? [note] : []),
    ...(phone ? [say(known, 'localPhone', { 'so-may': phone })] : []),
  ])
}

/** Whether what is ruled here about a procedure's fee begins or ends on a day. */
export function isDatedHere(known: Known, code: string): boolean {
  const { unit, province } = known.at ?? known.knowledge.places.home
  const isDated = ({ from, until }: Days) => from !== undefined || until !== undefined
  return (known.knowledge.local.get(code) ?? []).some(
    rule =>
      (rule.unit === undefined ? rule.province === province : rule.unit === unit) &&
      (isDated(rule) || rule.fees.some(isDated) || (rule.onlineDiscount && isDated(rule.onlineDiscount))),
  )
}

export type FeesHere = {
  /** A sentence each, the last says who decided it and how long it holds. */
  readonly lines: readonly string[]
  /** Whether an official fee has given way to them. */
  readonly replaces: (fee: Fee) => boolean
  readonly isExample: boolean
}

/**
 * The fees that the unit or else the province has decided, as of today; null where none is known. An example replaces
 * nothing: it stands beside what is true, and says that it is one.
 */
export function feesHere(known: Known, code: string, feeLine: (fee: Fee) => string): FeesHere | null {
  const day = dayOf(known.now)
  const rule = rulesHere(known, code).find(
    ({ fees, onlineDiscount }) =>
      fees.some(fee => holds(fee, day)) || (onlineDiscount && holds(onlineDiscount, day)),
  )
  if (!rule) return null
  const fees = rule.fees.filter(fee => holds(fee, day))
  const discount = rule.onlineDiscount && holds(rule.onlineDiscount, day) ? rule.onlineDiscount : undefined
  const lines = [
    ...fees.map(fee => [feeLine(fee), untilLine(known, fee)].filter(Boolean).join(' ')),
    ...(discount ? discountLines(known, fees, discount) : []),
  ]
  return {
    lines: [
      ...lines.map(line => (rule.example ? say(known, 'localExample', { dong: line }) : line)),
      [basisLine(known, rule), daysLine(known, rule)].filter(Boolean).join(' '),
    ],
    replaces: fee => !rule.example && isReplaced(fee, fees, discount !== undefined),
    isExample: rule.example,
  }
}

type Days = { from?: string | undefined; until?: string | undefined }

function holds({ from, until }: Days, day: string): boolean {
  return (from === undefined || from <= day) && (until === undefined || day <= until)
}

function discountLines(
  known: Known,
  fees: readonly LocalFee[],
  discount: NonNullable<LocalRule['onlineDiscount']>,
): string[] {
  const percent = String(discount.percent)
  const paid = fees.filter(({ channel, amount }) => amount > 0 && channel !== 'online' && channel !== 'post')
  const until = untilLine(known, discount)
  const lines = paid.map(({ amount, per }) =>
    discount.percent === 100
      ? say(known, 'feeDiscountAll')
      : say(known, 'feeDiscount', {
          'phan-tram': percent,
          'so-tien': Math.round((amount * (100 - discount.percent)) / 100).toLocaleString('vi-VN'),
          theo: per ?? '',
        }),
  )
  const some =
    lines.length > 0 ? [...new Set(lines)] : [say(known, 'feeDiscountOnly', { 'phan-tram': percent })]
  return some.map(line => [line, until].filter(Boolean).join(' '))
}

/** An exemption stays; what the council was to decide, or another amount for the same channel, does not. */
function isReplaced(fee: Fee, fees: readonly LocalFee[], isDiscounted: boolean): boolean {
  if (fee.amount === 0) return false
  const channels = new Set(fees.map(({ channel }) => channel))
  if (isDiscounted && fees.length > 0) channels.add('online')
  return (
    channels.has('any') || channels.has(fee.channel) || (channels.has('online') && channels.has('direct'))
  )
}

function basisLine(known: Known, rule: LocalRule): string {
  const noi = placeOf(known, rule)
  if (rule.example) return say(known, 'localExampleNote', { noi })
  return rule.resolution
    ? say(known, 'localResolution', {
        noi,
        so: rule.resolution.number,
        ngay: readableDay(rule.resolution.date),
      })
    : say(known, 'localBasis', { noi, 'can-cu': rule.source.title })
}

function daysLine(known: Known, { from, until }: Days): string {
  if (from && until) return say(known, 'localDays', { tu: readableDay(from), den: readableDay(until) })
  return from ? say(known, 'localFrom', { tu: readableDay(from) }) : untilLine(known, { until })
}

function untilLine(known: Known, { until }: Days): string {
  return until ? say(known, 'localUntil', { den: readableDay(until) }) : ''
}

function placeOf({ knowledge: { places } }: Known, { unit, province }: LocalRule): string {
  const place =
    unit === undefined
      ? places.provinces.find(({ id }) => id === province)
      : places.units.find(({ id }) => id === unit)
  return withinSentence(place?.name ?? '')
}
