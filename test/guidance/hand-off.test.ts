import { describe, expect, it } from 'vitest'
import type { Knowledge } from '../../src/catalogue/knowledge.ts'
import type { Command } from '../../src/catalogue/schema/language.ts'
import type { Duty } from '../../src/catalogue/schema/operator.ts'
import type { Input } from '../../src/guidance/input.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { dialled } from '../../src/guidance/places/dialled.ts'
import { onDuty } from '../../src/guidance/staff/on-duty.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { guide, knowledgeWith } from './guides.ts'
import { Walker } from './walk.ts'

const MINUTE = 60_000
const EVER = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' }]
const duty = (hours = EVER): Duty => ({
  id: 'mot-cua',
  name: 'Một cửa',
  hours,
  closed: [],
  mail: ['mc@example.vn'],
})
const staffed = (knowledge: Knowledge): Knowledge => ({
  ...knowledge,
  operator: { ...knowledge.operator, duty: [duty()] },
})
const GUIDE = guide('goc', [
  { id: 'ma', enter: 'Nhập mã hồ sơ.', as: 'ma-ho-so' },
  {
    id: 'giay',
    prepare: 'Có giấy gì?',
    items: [
      { id: 'a', label: 'Giấy A' },
      { id: 'b', label: 'Giấy B' },
    ],
  },
  { id: 'lam', do: 'Làm đi.', obstacles: [{ id: 'hong', label: 'Máy hỏng', help: 'Thử lại.' }] },
])
const walker = () => new Walker(staffed(knowledgeWith([GUIDE])))
const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')
const asks = (one: Walker) =>
  one.take({ kind: 'said', intents: [{ kind: 'command', command: 'staff' }], sensitive: false })
const handedOff = (one: Walker) => {
  asks(one)
  return one.tap({ title: '', action: { do: 'handOff' } })
}
const obeys = (command: Command): Input => ({
  kind: 'said',
  intents: [{ kind: 'command', command }],
  sensitive: false,
})
const unknown: Input = { kind: 'said', intents: [{ kind: 'unknown' }], sensitive: false }

describe('the summary for staff', () => {
  it('says which guide, which step, what is ticked and what is in the way, and nothing that was typed', () => {
    const one = walker()
    one.start()
    one.take({ kind: 'said', intents: [{ kind: 'value', value: 'H56.34-240820-0012' }], sensitive: true })
    const run = one.conversation.runs[0]?.id ?? ''
    one.tap({ title: '', action: { do: 'tick', run, path: 'giay', item: 'a' } })
    one.tap({ title: '', action: { do: 'answer', run, path: 'giay', value: 'missing' } })
    one.tap({ title: '', action: { do: 'obstacle', run, path: 'lam', obstacle: 'hong' } })
    const { handOffs, jobs, visits } = handedOff(one)
    const [started] = handOffs
    expect(started).toMatchObject({ kind: 'started', what: 'handoff', by: 'citizen' })
    expect(started?.kind === 'started' && started.summary.split('\n')).toEqual([
      'summaryGuide Việc goc',
      'summaryStep 3 0 Làm đi.',
      'summaryObstacle Máy hỏng',
      'summaryHave Giấy A',
      'summaryMissing Giấy B',
    ])
    expect(jobs.find(({ kind }) => kind === 'notify')).toMatchObject({
      duties: ['mot-cua'],
      mail: ['mc@example.vn'],
    })
    expect(visits).toContainEqual(
      expect.objectContaining({ kind: 'closed', exit: 'handed_off', obstacle: 'hong' }),
    )
    expect(JSON.stringify([handOffs, jobs])).not.toContain('240820')
  })
})

describe('a hand-off', () => {
  it('needs a yes: asking for staff alone passes nothing to anybody', () => {
    const one = walker()
    one.start()
    const { handOffs, jobs } = asks(one)
    expect([handOffs, jobs.filter(({ kind }) => kind === 'notify'), one.conversation.staffSince]).toEqual([
      [],
      [],
      null,
    ])
  })

  it('is not offered where people only try the bot out, though an old button asks for it', () => {
    const one = walker()
    one.mayHandOff = false
    expect(said(asks(one))).not.toContain('handOffAsk')
    expect(handedOff(one).handOffs).toEqual([])
    expect(one.conversation.staffSince).toBeNull()
  })

  it('told once that nobody answers, the person hears no more of it until the bot takes up', () => {
    const one = walker()
    one.start()
    handedOff(one)
    one.now += 15 * MINUTE
    expect(said(one.take({ kind: 'timer', timer: 'staff-wait' }))).toContain('handOffUnanswered')
    one.now += 5 * MINUTE
    expect(one.take(unknown).replies).toEqual([])
    expect(one.take({ kind: 'timer', timer: 'staff-wait' }).replies).toEqual([])
    one.now += 10 * MINUTE
    expect(said(one.take({ kind: 'timer', timer: 'staff-quiet' }))).toContain('handOffNobodyCame')
    expect(one.conversation.staffSince).toBeNull()
  })

  it('is told anew, where staff came late and then leave another question unanswered', () => {
    const one = walker()
    handedOff(one)
    one.now += 15 * MINUTE
    one.take({ kind: 'timer', timer: 'staff-wait' })
    one.take({ kind: 'staffSpoke' })
    one.take(unknown)
    one.now += 10 * MINUTE
    expect(one.take({ kind: 'timer', timer: 'staff-wait' }).replies).toEqual([])
    one.now += 5 * MINUTE
    expect(said(one.take({ kind: 'timer', timer: 'staff-wait' }))).toContain('handOffUnanswered')
  })

  it('whoever only thanks staff waits for nothing, and whoever asks on does', () => {
    const thanks: Input = { kind: 'said', intents: [{ kind: 'smallTalk', talk: 'thanks' }], sensitive: false }
    const one = walker()
    handedOff(one)
    one.take({ kind: 'staffSpoke' })
    expect(one.take(thanks).jobs.map(({ kind }) => kind)).not.toContain('staff-wait')
    expect(one.conversation.handOff?.waitingSince).toBeNull()
    expect(one.take(unknown).jobs.map(({ kind }) => kind)).toContain('staff-wait')
    one.take(thanks)
    expect(one.conversation.handOff?.waitingSince).not.toBeNull()
  })

  it('asked for once more after that, staff are not promised again', () => {
    const one = walker()
    handedOff(one)
    expect(said(asks(one))).toContain('handOffWaiting')
    one.now += 15 * MINUTE
    one.take({ kind: 'timer', timer: 'staff-wait' })
    expect(said(asks(one))).toContain('handOffStillUnanswered')
  })

  it.each(['later', 'remind', 'skip', 'help', 'status', 'restart', 'stuck', 'back', 'overview'] as const)(
    'leaves staff what is said to them and sounds like “%s”: "để mai em ra", "anh nhắc em nhé"',
    command => {
      const one = walker()
      one.start()
      handedOff(one)
      one.take({ kind: 'staffSpoke' })
      expect(one.take(obeys(command)).replies).toEqual([])
      expect(one.conversation.staffSince).not.toBeNull()
    },
  )

  it.each(['resume', 'menu', 'quiet', 'erase', 'export'] as const)(
    'ends with “%s” even while staff answer, and says so',
    command => {
      const one = walker()
      one.start()
      handedOff(one)
      one.take({ kind: 'staffSpoke' })
      expect(said(one.take(obeys(command)))).toContain('handOffEnded')
      expect(one.conversation.staffSince).toBeNull()
    },
  )

  it('is called off with a “thôi khỏi” while nobody has come, and not with a “giúp em với”', () => {
    const one = walker()
    one.start()
    handedOff(one)
    expect(one.take(obeys('help')).replies).toEqual([])
    expect(said(one.take(obeys('later')))).toContain('handOffEnded')
    expect(one.conversation.staffSince).toBeNull()
  })

  it('however often the person writes, staff who never answer hold the conversation no longer', () => {
    const one = walker()
    one.take({ kind: 'staffSpoke' })
    for (let minute = 0; minute < 31; minute += 5) {
      expect(one.take(unknown).replies).toEqual([])
      one.now += 5 * MINUTE
    }
    expect(said(one.take({ kind: 'timer', timer: 'staff-quiet' }))).toContain('handOffNobodyCame')
  })

  it('goes on as long as staff speak, whatever timer of before rings', () => {
    const one = walker()
    handedOff(one)
    one.now += 14 * MINUTE
    one.take({ kind: 'staffSpoke' })
    one.now += 20 * MINUTE
    expect(one.take({ kind: 'timer', timer: 'staff-wait' }).replies).toEqual([])
    const rung = one.take({ kind: 'timer', timer: 'staff-quiet' })
    expect(rung.replies).toEqual([])
    expect(rung.jobs).toContainEqual(
      expect.objectContaining({ kind: 'staff-quiet', due: one.now + 8 * MINUTE }),
    )
    expect(one.conversation.staffSince).not.toBeNull()
  })

  it('is no staff’s to break into at night, where nobody waits: the bot is back without a word', () => {
    const one = walker()
    one.now = Date.parse('2026-11-23T20:40:00+07:00')
    one.take({ kind: 'staffSpoke' })
    one.now += 30 * MINUTE
    expect(one.take({ kind: 'timer', timer: 'staff-quiet' }).replies).toEqual([])
    expect(one.conversation.staffSince).toBeNull()
  })

  it('stops what the bot was still about to say, once staff speak', () => {
    const one = walker()
    expect(one.start().silenced).toBe(false)
    expect(one.take({ kind: 'staffSpoke' }).silenced).toBe(true)
  })
})

describe('who is on duty', () => {
  const weekdays = [
    { days: [1, 2, 3, 4, 5], from: '07:00', to: '11:30' },
    { days: [1, 2, 3, 4, 5], from: '13:30', to: '17:00' },
  ]
  const at = (time: string, duties = [duty(weekdays)]) => {
    const { operator } = contentKnowledge('khong')
    return onDuty({ operator: { ...operator, duty: duties } }, Date.parse(`${time}+07:00`))
  }

  it('is read off the hours, or when somebody will be', () => {
    expect(at('2026-11-23T09:00')).toMatchObject({ kind: 'on', duties: [{ id: 'mot-cua' }] })
    expect(at('2026-11-23T12:00')).toMatchObject({
      kind: 'off',
      opens: { at: Date.parse('2026-11-23T13:30+07:00'), words: '13 giờ 30 hôm nay' },
    })
    expect(at('2026-11-27T18:00')).toMatchObject({
      kind: 'off',
      opens: { at: Date.parse('2026-11-30T07:00+07:00'), words: '7 giờ thứ Hai' },
    })
    expect(at('2026-11-23T09:00', [])).toEqual({ kind: 'none' })
  })

  it('is not somebody of another unit, where one house serves several', () => {
    const { unit } = contentKnowledge('khong').operator
    const others = { ...duty(weekdays), id: 'noi-khac', unit: 'Xã Khác, tỉnh Khác' }
    expect(at('2026-11-23T09:00', [others])).toEqual({ kind: 'none' })
    expect(at('2026-11-23T09:00', [others, { ...duty(weekdays), unit }])).toMatchObject({
      duties: [{ id: 'mot-cua' }],
    })
  })
})

describe('a number to call', () => {
  it.each([
    ['0237 000 0000 (số ví dụ)', '+842370000000'],
    ['0912.345.678; 0987 654 321', '+84912345678'],
    ['+84 237 000 0000', '+842370000000'],
    ['1900 0368', '19000368'],
    ['xin hỏi tại quầy', null],
    ['113', null],
  ])('%s is dialled %s', (written, phone) => {
    expect(dialled(written)).toBe(phone)
  })
})
