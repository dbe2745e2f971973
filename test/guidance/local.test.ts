import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { facetText } from '../../src/guidance/answers/facts.ts'
import { paperRule } from '../../src/guidance/answers/local.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { knowledgeOf, procedure, sound } from '../catalogue/folder.ts'
import { Walker } from './walk.ts'

const SOURCE = { title: 'Danh sách thử', date: '2026-07-01' }
const CODE = '1.004194'
const HOURS = [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '11:30' }]
const police = (id: string, unit: string, more: object = {}) => ({
  id,
  name: `Công an ${unit}`,
  kind: 'cong-an',
  unit: `${unit}, tỉnh Thanh Hóa`,
  address: `Thôn 1, ${unit}`,
  hours: HOURS,
  tasks: ['Đăng ký, quản lý cư trú'],
  ...more,
})
const RESOLUTION = { number: '12/2026/NQ-HĐND', date: '2026-06-20' }
type Rule = { readonly [key: string]: unknown }

function knowledge(rules: Rule[], more: Rule = {}, example = false, offices: object[] = []) {
  return knowledgeOf({
    'operator.yaml': stringify({ ...sound.operator, example, unit: 'Xã Một, tỉnh Thanh Hóa' }),
    'offices.yaml': stringify(offices),
    'places/provinces.yaml': readFileSync('content/places/provinces.yaml', 'utf8'),
    'places/units.yaml': stringify([
      {
        id: 'mot',
        name: 'Xã Một',
        province: 'thanh-hoa',
        source: SOURCE,
        formerly: [{ name: 'Xã Tân Sơn' }],
      },
      { id: 'hai', name: 'Xã Hai', province: 'thanh-hoa', source: SOURCE },
    ]),
    'local/phi.yaml': stringify({
      id: 'phi',
      province: 'thanh-hoa',
      resolution: RESOLUTION,
      source: SOURCE,
      example,
      rules: rules.map(rule => ({ procedures: [CODE], ...rule })),
      ...more,
    }),
    'procedures/1.004194.yaml': procedure({
      fees: [{ amount: 'province' }, { amount: 0, note: 'Chỉ cho hộ nghèo.' }],
    }),
    'language/sentences.yaml': readFileSync('content/language/sentences.yaml', 'utf8'),
    'language/words.yaml': readFileSync('content/language/words.yaml', 'utf8'),
  })
}

function fees(
  rules: Rule[],
  day: string,
  more: Rule = {},
  at?: { unit: null; province: string },
  example = false,
) {
  const known = knowledge(rules, more, example)
  const entry = known.procedures.get(CODE)
  if (!entry) throw new Error('No procedure')
  const now = Date.parse(`${day}T12:00:00+07:00`)
  return facetText({ knowledge: known, now, at: at ?? null }, entry, 'fee')?.split('\n') ?? []
}

const BY_PROVINCE = expect.stringContaining('Hội đồng nhân dân tỉnh quyết định')
const EXEMPT = 'Không mất phí. Chỉ cho hộ nghèo.'

describe('a fee that the province decides', () => {
  const rule = {
    from: '2026-07-01',
    until: '2026-12-31',
    fees: [{ channel: 'direct', amount: 9000, per: 'giấy' }],
    onlineDiscount: { percent: 50 },
  }
  it('is told with its resolution and its days, and leaves the exemptions', () => {
    expect(fees([rule], '2026-08-01')).toEqual([
      'Nộp trực tiếp: 9.000 đồng/giấy.',
      'Nộp qua mạng: giảm 50%, còn 4.500 đồng/giấy.',
      'Mức riêng của tỉnh Thanh Hóa, theo Nghị quyết 12/2026/NQ-HĐND ngày 20/6/2026. Áp dụng từ 1/7/2026 đến hết 31/12/2026.',
      EXEMPT,
    ])
  })

  it.each([
    ['2026-06-30', false],
    ['2026-07-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('begins and ends by itself: on %s it holds: %s', (day, holds) => {
    expect(fees([rule], day).includes('Nộp trực tiếp: 9.000 đồng/giấy.')).toBe(holds)
    expect(fees([rule], day)).toEqual(
      holds ? expect.not.arrayContaining([BY_PROVINCE]) : [BY_PROVINCE, EXEMPT],
    )
  })

  it('gives way to the next on its day', () => {
    const any = { channel: 'any', per: 'lần' }
    const two = [
      {
        fees: [
          { ...any, amount: 8000, until: '2026-12-31' },
          { ...any, amount: 6000, from: '2027-01-01' },
        ],
      },
    ]
    expect(fees(two, '2026-12-31')[0]).toBe('8.000 đồng/lần. Áp dụng đến hết 31/12/2026.')
    expect(fees(two, '2027-01-01')[0]).toBe('6.000 đồng/lần.')
  })

  it('is told beside what the council decides where only the net is known', () => {
    const lines = fees([{ fees: [{ channel: 'online', amount: 0 }] }], '2026-08-01')
    expect(lines[0]).toBe('Nộp qua mạng: Không mất phí.')
    expect(lines).toContainEqual(BY_PROVINCE)
  })

  it('is waived over the net, or cut by a share of what is not known', () => {
    expect(fees([{ ...rule, onlineDiscount: { percent: 100 } }], '2026-08-01')[1]).toBe(
      'Nộp qua mạng: được giảm hết, không mất phí.',
    )
    const lines = fees([{ onlineDiscount: { percent: 30 } }], '2026-08-01')
    expect(lines).toContain('Nộp qua mạng: giảm 30% mức phí.')
    expect(lines).toContainEqual(BY_PROVINCE)
  })

  it('is not told to whoever asks about another province', () => {
    expect(fees([rule], '2026-08-01', {}, { unit: null, province: 'nghe-an' })).toEqual([BY_PROVINCE, EXEMPT])
    expect(fees([rule], '2026-08-01', { province: 'nghe-an' })).toEqual([BY_PROVINCE, EXEMPT])
    expect(
      fees([rule], '2026-08-01', { province: 'nghe-an' }, { unit: null, province: 'nghe-an' })[2],
    ).toContain('tỉnh Nghệ An')
  })

  it('is marked and replaces nothing while it is an example', () => {
    expect(fees([rule], '2026-08-01', {}, undefined, true)).toEqual([
      BY_PROVINCE,
      EXEMPT,
      '(Ví dụ) Nộp trực tiếp: 9.000 đồng/giấy.',
      '(Ví dụ) Nộp qua mạng: giảm 50%, còn 4.500 đồng/giấy.',
      expect.stringContaining('không phải mức thật của tỉnh Thanh Hóa'),
    ])
  })
})

it('what a unit says about paper goes before the official rule', () => {
  const paper = { allowed: false, note: 'Xã chỉ nhận qua mạng.', date: '2026-07-01' }
  const known = knowledge([{ paper }])
  const entry = known.procedures.get(CODE)
  if (!entry) throw new Error('No procedure')
  const now = Date.parse('2026-08-01T12:00:00+07:00')
  expect(paperRule({ knowledge: known, now }, entry)).toEqual(paper)
  expect(paperRule({ knowledge: known, now, at: { unit: null, province: 'nghe-an' } }, entry)).toEqual(
    entry.paper,
  )
})

/** 2026-11-23 is a Monday. */
const AT_NINE = Date.parse('2026-11-23T09:00:00+07:00')
const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')
const titles = (outcome: Outcome) => outcome.replies.at(-1)?.choices.map(({ title }) => title) ?? []

function ask(text: string, offices: object[], now = AT_NINE): Outcome {
  const known = knowledge([{ phone: '0237 111 222', note: 'Gọi trước khi đến.' }], {}, false, offices)
  const walker = new Walker(known)
  walker.take({ kind: 'arrived', link: null })
  walker.now = now
  return walker.take({ kind: 'said', intents: understand(known, text, NOTHING_EXPECTED), sensitive: false })
}

describe('whoever asks where', () => {
  const both = [police('ca-mot', 'Xã Một', { phone: '0237 000 001' }), police('ca-hai', 'Xã Hai')]
  it('reads beside the official answer which place does it here, when it is open, and whom to call', () => {
    const lines = said(ask('đăng ký tạm trú ở đâu', both)).split('\n')
    expect(lines).toEqual([
      expect.stringContaining('Công an cấp xã nơi tạm trú'),
      'Nơi nhận: Công an Xã Một.',
      'Thôn 1, Xã Một',
      'Điện thoại: 0237 000 001',
      'Thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ 30',
      'Đang mở cửa đến 11 giờ 30, trừ ngày nghỉ lễ.',
      'Gọi trước khi đến.',
      'Hỏi riêng việc này: 0237 111 222',
      expect.stringContaining('Theo '),
    ])
  })

  it('reads the place of the commune that they name, and its new name', () => {
    expect(said(ask('đăng ký tạm trú ở xã Hai thì nộp ở đâu', both))).toContain('Nơi nhận: Công an Xã Hai.')
    const old = said(ask('đăng ký tạm trú ở xã Tân Sơn thì nộp ở đâu', both))
    expect(old).toContain('Xã Tân Sơn cũ nay là xã Một, tỉnh Thanh Hóa.')
    expect(old).toContain('Nơi nhận: Công an Xã Một.')
  })

  it('is sent to no place of ours from another province', () => {
    const text = said(ask('đăng ký tạm trú ở Hải Dương thì nộp ở đâu', both))
    expect(text).toContain('Tỉnh Hải Dương cũ nay là thành phố Hải Phòng.')
    expect(text).not.toContain('Nơi nhận')
  })

  it('is sent to no place that does not do it', () => {
    expect(
      said(ask('đăng ký tạm trú ở đâu', [police('ca', 'Xã Một', { tasks: ['Hộ tịch'] })])),
    ).not.toContain('Nơi nhận')
    expect(said(ask('đăng ký tạm trú ở đâu', [police('ca', 'Xã Một', { notHere: [CODE] })]))).not.toContain(
      'Nơi nhận',
    )
    expect(said(ask('đăng ký tạm trú ở đâu', [police('ca', 'Xã Một', { tasks: [CODE] })]))).toContain(
      'Nơi nhận',
    )
  })

  it('reads of closed days before they come, and that it is closed when they have come', () => {
    const closed = [{ from: '2026-11-23', until: '2026-12-04', why: 'sửa nhà' }]
    const text = said(ask('đăng ký tạm trú ở đâu', [police('ca', 'Xã Một', { closed })]))
    expect(text).toContain('Nghỉ từ 23/11/2026 đến hết 4/12/2026: sửa nhà.')
    expect(text).toContain('Đang đóng cửa, mở lại lúc 7 giờ thứ Hai 7/12/2026')
    const before = Date.parse('2026-11-10T09:00:00+07:00')
    expect(said(ask('đăng ký tạm trú ở đâu', [police('ca', 'Xã Một', { closed })], before))).toContain(
      'Nghỉ từ 23/11',
    )
    const longBefore = Date.parse('2026-11-02T09:00:00+07:00')
    expect(
      said(ask('đăng ký tạm trú ở đâu', [police('ca', 'Xã Một', { closed })], longBefore)),
    ).not.toContain('Nghỉ từ')
  })

  it('finds a place by the name that it had, and can go on to that of the other commune', () => {
    const named = [
      police('ca-mot', 'Xã Một', { formerly: ['Công an thị trấn Phố Cũ'] }),
      police('ca-hai', 'Xã Hai'),
    ]
    const outcome = ask('công an thị trấn phố cũ', named)
    expect(said(outcome)).toContain('Trước đây là Công an thị trấn Phố Cũ.')
    expect(titles(outcome)).toContain('Công an Xã Hai')
  })
})

describe('whoever asks what became of a place', () => {
  it.each([
    ['tỉnh Hải Dương giờ là gì', 'Tỉnh Hải Dương cũ nay là thành phố Hải Phòng.'],
    ['hai phong sap nhap voi tinh nao', 'Thành phố Hải Phòng nay gồm cả tỉnh Hải Dương cũ.'],
    ['thanh hóa có sáp nhập không', 'Tỉnh Thanh Hóa không sáp nhập'],
    ['Hà Nội sáp nhập chưa', 'Thành phố Hà Nội không sáp nhập'],
    ['xã tân sơn cũ giờ thuộc xã nào', 'Xã Tân Sơn cũ nay là xã Một, tỉnh Thanh Hóa.'],
  ])('“%s”: %s', (text, answer) => {
    const outcome = ask(text, [])
    expect(said(outcome)).toContain(answer)
    expect(said(outcome)).toMatch(/Theo Danh sách .*, tính đến ngày/)
    expect(outcome.events).toContainEqual(
      expect.objectContaining({ type: 'question_asked', status: 'answered', topic: 'sap-nhap-dia-chi' }),
    )
  })
})
