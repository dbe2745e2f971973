import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Coordinates } from '../../src/catalogue/schema/office.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { knowledgeOf, procedure } from '../catalogue/folder.ts'
import { Walker } from './walk.ts'

const WEEK = [1, 2, 3, 4, 5]
const HOURS = [
  { days: WEEK, from: '07:00', to: '11:30' },
  { days: WEEK, from: '13:30', to: '17:00' },
]
const CENTRE = {
  id: 'trung-tam',
  name: 'Trung tâm phường An Bình',
  kind: 'trung-tam',
  unit: 'Phường An Bình',
  address: 'Số 1 đường Hòa Bình',
  phone: '0292 3 000 000',
  coordinates: { latitude: 19.807, longitude: 105.776 },
  hours: HOURS,
  tasks: ['Hộ tịch'],
}
const POLICE = {
  id: 'cong-an',
  name: 'Công an phường An Bình',
  kind: 'cong-an',
  unit: 'Phường An Bình',
  address: 'Số 9 đường Hòa Bình',
  coordinates: { latitude: 19.821, longitude: 105.792 },
  hours: HOURS,
  tasks: ['Đăng ký, quản lý cư trú'],
}
const { coordinates, ...NOWHERE } = { ...CENTRE, id: 'tru-so-cu', name: 'Trụ sở cũ' }

/** Beside the centre; the police are 2.2 km away. */
const HERE = { latitude: 19.808, longitude: 105.777 }
const HANOI = { latitude: 21.028, longitude: 105.854 }
/** 2026-11-23 is a Monday. */
const AT_NINE = Date.parse('2026-11-23T09:00:00+07:00')
const AT_NOON = Date.parse('2026-11-23T12:00:00+07:00')

function somebody(offices: object[] = [CENTRE, POLICE, NOWHERE], now = AT_NINE) {
  const walker = new Walker(
    knowledgeOf({
      'offices.yaml': stringify(offices),
      'procedures/1.004194.yaml': procedure(),
      'language/sentences.yaml': readFileSync('content/language/sentences.yaml', 'utf8'),
    }),
  )
  walker.take({ kind: 'arrived', link: null })
  walker.now = now
  return walker
}

const sends = (walker: Walker, at: Coordinates | null) =>
  walker.take({ kind: 'media', media: 'location', at })
const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')
const titles = (outcome: Outcome) => outcome.replies.at(-1)?.choices.map(({ title }) => title) ?? []

describe('whoever sends where they are', () => {
  it('reads which place is nearest, how far, when it is open, and what else is near', () => {
    const outcome = sends(somebody(), HERE)
    expect(said(outcome).split('\n')).toEqual([
      'Gần nhất là Trung tâm phường An Bình, cách khoảng 0,2 km theo đường thẳng.',
      'Số 1 đường Hòa Bình',
      'Điện thoại: 0292 3 000 000',
      'Thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ 30 và 13 giờ 30 đến 17 giờ',
      'Đang mở cửa đến 11 giờ 30, trừ ngày nghỉ lễ.',
      'Vị trí vừa gửi chỉ dùng để tìm nơi này, không giữ lại.',
    ])
    expect(titles(outcome)).toEqual(['Công an phường An Bình', 'Danh mục', 'Gặp cán bộ'])
  })

  it('reads when it opens again', () => {
    expect(said(sends(somebody([CENTRE], AT_NOON), HERE))).toContain('mở lại lúc 13 giờ 30 hôm nay')
  })

  it('is shown the place that handles what they are doing, and their step again', () => {
    const walker = somebody()
    const step = said(walker.start('thu-tuc-1.004194')).split('\n').at(-1) ?? ''
    const outcome = sends(walker, HERE)
    expect(said(outcome)).toContain('gần nhất là Công an phường An Bình, cách khoảng 2,')
    expect(outcome.replies.at(-1)?.progress).not.toBeNull()
    expect(said(outcome)).toContain(step)
  })

  it('gets the nearest of all where nobody near handles what they are doing', () => {
    const walker = somebody([CENTRE])
    walker.start('thu-tuc-1.004194')
    expect(said(sends(walker, HERE))).toContain('Gần nhất là Trung tâm')
  })

  it.each([
    ['all places are too far', [CENTRE, POLICE], HANOI],
    ['nobody knows where the places are', [NOWHERE], HERE],
  ])('is told so and gets the list where %s', (_label, offices, at) => {
    const walker = somebody(offices)
    const outcome = sends(walker, at)
    expect(said(outcome)).toContain('chưa biết nơi tiếp nhận nào')
    for (const { name, address } of offices) expect(said(outcome)).toContain(`• ${name}: ${address}`)
    const choice = outcome.replies.at(-1)?.choices.find(({ title }) => title === offices[0]?.name)
    if (!choice) throw new Error('The place cannot be chosen')
    expect(said(walker.tap(choice))).toContain('Đang mở cửa đến 11 giờ 30')
  })

  it('is sent 50 km far and no farther without a word', () => {
    const north = (km: number) => ({ ...HERE, latitude: CENTRE.coordinates.latitude + km / 111.195 })
    expect(said(sends(somebody([CENTRE]), north(49.5)))).toContain('cách khoảng 50 km')
    expect(said(sends(somebody([CENTRE]), north(50.5)))).toContain('chưa biết nơi tiếp nhận nào')
  })

  it('gets the list where the place could not be read', () => {
    const outcome = sends(somebody(), null)
    expect(said(outcome)).toContain('chưa đọc được vị trí')
    expect(titles(outcome)).toContain('Trụ sở cũ')
  })

  it('gets the desk where content knows no place at all', () => {
    expect(said(sends(somebody([]), HERE))).toContain('0292 3 000 000')
  })

  it('leaves no trace of it in anything that is kept or sent', () => {
    const walker = somebody()
    const outcome = sends(walker, { latitude: 19.8123, longitude: 105.7812 })
    expect(JSON.stringify(outcome)).not.toMatch(/19\.8|105\.7/)
  })
})

describe("a place's card", () => {
  it('says hours in words and whether it is open, also for whoever asked by its name', () => {
    const outcome = somebody(undefined, AT_NOON).take({
      kind: 'said',
      intents: [{ kind: 'topic', topic: { kind: 'office', id: 'cong-an' }, facet: null, relation: null }],
      sensitive: false,
    })
    expect(said(outcome).split('\n')).toEqual([
      'Công an phường An Bình',
      'Số 9 đường Hòa Bình',
      'Thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ 30 và 13 giờ 30 đến 17 giờ',
      'Đang đóng cửa, mở lại lúc 13 giờ 30 hôm nay, trừ ngày nghỉ lễ.',
    ])
  })
})
