import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Procedure } from '../../catalogue/schema/procedure.ts'
import type { Run } from '../conversation.ts'
import { hoursInWords } from '../places/hours.ts'
import { handles } from '../places/serving.ts'
import { procedureOf, stepTitle } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { stepText } from '../words.ts'
import { mayHold } from './conditions.ts'
import { type Answered, isTicked, type Place, replay, visibleItems } from './replay.ts'
import { runTitle } from './run-names.ts'
import { codeFrom, type Slip, slipPage } from './slip.ts'

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
