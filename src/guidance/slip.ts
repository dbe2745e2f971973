import { z } from 'zod'
import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Procedure } from '../catalogue/schema/procedure.ts'
import { mayHold } from './conditions.ts'
import type { Run } from './conversation.ts'
import { hoursInWords } from './hours.ts'
import { handles } from './offices.ts'
import { type Answered, isTicked, type Place, replay, visibleItems } from './replay.ts'
import { runTitle } from './runs.ts'
import { procedureOf, stepTitle } from './screen.ts'
import type { Turn } from './turn.ts'
import { stepText } from './words.ts'

/**
 * What somebody prepared, in the words in which they saw it, for the officer whom they show the code. It holds nothing
 * that tells whose it is.
 */
export const Slip = z.object({
  code: z.string(),
  run: z.string(),
  title: z.string(),
  procedure: z.string(),
  /** What was chosen on the way: "Cha mẹ bé đã kết hôn chưa: Đã đăng ký". */
  situation: z.array(z.string()),
  have: z.array(z.string()),
  missing: z.array(z.string()),
  typed: z.array(z.string()),
  where: z.string(),
  hours: z.array(z.string()),
  madeAt: z.number(),
})
export type Slip = z.infer<typeof Slip>

/** The page of a slip; a channel puts the server's own address in front. */
export function slipPage(code: string): string {
  return `/phieu/${code}`
}

/** The last checklist of the run's own guide was left: makes the run's slip, or makes it anew. */
export function makeSlip(turn: Turn, run: Run, place: Place): void {
  const procedure = procedureOf(turn, run)
  if (!procedure || place.step.kind !== 'prepare' || place.path.includes('/') || moreToPrepare(place)) return
  const text = (written: string) => stepText(turn.knowledge, written, procedure)
  const own = replay(turn.knowledge, run).trail.filter(({ path }) => !path.includes('/'))
  const items = own.flatMap(checked)
  run.slip ??= codeFrom(turn.newId())
  const slip: Slip = {
    code: run.slip,
    run: run.id,
    title: runTitle(turn, run),
    procedure: procedure.code,
    situation: own.flatMap(chosen).map(text),
    have: items.filter(({ held }) => held).map(({ label }) => text(label)),
    missing: items.filter(({ held }) => !held).map(({ label }) => text(label)),
    typed: procedure.typed,
    where: procedure.where,
    hours: hoursFor(turn.knowledge, procedure),
    madeAt: turn.now,
  }
  turn.slips.push(slip)
  turn.events.push({ type: 'slip_made', guide: run.guide, run: run.id })
  turn.reply(inShort(turn, slip), { links: [{ title: turn.label('slipPage'), url: slipPage(slip.code) }] })
}

/** Whether another checklist of the same guide may come after this one. */
function moreToPrepare({ guide, step, scope }: Place): boolean {
  const behind = guide.steps.findIndex(({ id }) => id === step.id)
  return guide.steps.slice(behind + 1).some(({ kind, when }) => kind === 'prepare' && mayHold(when, scope))
}

function checked({ step, answer, scope }: Answered): { label: string; held: boolean }[] {
  if (step.kind !== 'prepare') return []
  return visibleItems(step, scope).map(({ id, label }) => ({
    label,
    held: answer.value === 'all' || isTicked(answer, id),
  }))
}

function chosen({ step, answer }: Answered): string[] {
  if (step.kind !== 'ask') return []
  const option = step.options[answer.value]
  return option ? [`${stepTitle(step).replace(/[.?!]$/, '')}: ${option.label}`] : []
}

/** The hours of the place that does this, or of the desk. */
function hoursFor({ offices, operator }: Knowledge, procedure: Procedure): string[] {
  const office = offices.find(known => handles(known, procedure))
  return office ? hoursInWords(office.hours) : [operator.desk.hours]
}

function inShort(turn: Turn, slip: Slip): string {
  const missing = slip.missing.length > 0 ? [turn.say('slipMissing', { giay: slip.missing.join('; ') })] : []
  return [
    turn.say('slipTitle', { ma: slip.code, 'huong-dan': slip.title }),
    turn.say('slipHave', { 'so-giay': String(slip.have.length) }),
    ...missing,
    turn.say('slipShow', { ma: slip.code }),
  ].join('\n')
}

/** No letter that looks or sounds like another, and no vowels, so that no word comes about. */
const LETTERS = '23456789BCDFGHJKLMNPQRTVWX'
const LENGTH = 8

/** "K7M2-QXTB" out of a random id: short enough to be read out at a desk, far too many to be guessed. */
export function codeFrom(id: string): string {
  let hash = 0xcbf29ce484222325n
  for (const letter of id)
    hash = BigInt.asUintN(64, (hash ^ BigInt(letter.codePointAt(0) ?? 0)) * 0x100000001b3n)
  let code = ''
  for (let place = 0; place < LENGTH; place++) {
    code += LETTERS[Number(hash % BigInt(LETTERS.length))]
    hash /= BigInt(LETTERS.length)
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** The code as it is kept, from what was typed at a desk: "k7m2 qxtb"; null where it cannot be one. */
export function readCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return letters.length === LENGTH ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null
}
