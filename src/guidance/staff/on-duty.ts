import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Duty, Operator } from '../../catalogue/schema/operator.ts'
import { readableDate, vietnamTime } from '../dates.ts'
import { clockInWords, momentInWords } from '../places/hours.ts'
import { openingAt } from '../places/opening.ts'

/** Who answers in the chat at a moment. `opens`: when the next do, in epoch milliseconds and in words. */
export type OnDuty =
  | { kind: 'on'; duties: readonly Duty[] }
  | { kind: 'off'; opens: { at: number; words: string; duties: readonly Duty[] } | null }
  /** Nobody ever does here. */
  | { kind: 'none' }

/** Looks it up in operator.yaml; `now` in epoch milliseconds. */
export function onDuty({ operator }: Pick<Knowledge, 'operator'>, now: number): OnDuty {
  const duty = dutiesOf(operator)
  if (duty.length === 0) return { kind: 'none' }
  const states = duty.map(one => ({ one, opening: openingAt(one.hours, now, one.closed) }))
  const there = states.filter(({ opening }) => opening.kind === 'open').map(({ one }) => one)
  if (there.length > 0) return { kind: 'on', duties: there }
  const coming = states.flatMap(({ one, opening }) => {
    if (opening.kind === 'open' || !opening.opens) return []
    const { opens } = opening
    const at = vietnamTime(now, opens.inDays, hourOf(opens.at))
    const words =
      opens.inDays <= 7
        ? momentInWords(opens)
        : `${clockInWords(opens.at)} ${readableDate(vietnamTime(now, opens.inDays, 12))}`
    return [{ one, at, words }]
  })
  const [first] = coming.toSorted((one, other) => one.at - other.at)
  if (!first) return { kind: 'off', opens: null }
  const duties = coming.filter(({ at }) => at === first.at).map(({ one }) => one)
  return { kind: 'off', opens: { at: first.at, words: first.words, duties } }
}

/** Those of the operator's unit; an account that belongs to another unit has an operator of its own. */
export function dutiesOf({ duty, unit }: Operator): Duty[] {
  return duty.filter(one => one.unit === undefined || one.unit === unit)
}

function hourOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour + minute / 60
}
