import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { Curation } from '../../src/catalogue/curation.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { type FileTexts, folder, procedure, sound } from './folder.ts'

const SOURCE = { title: 'Danh sách thử', date: '2026-07-01' }
const PROVINCES = stringify({ source: SOURCE, provinces: [{ id: 'can-tho', name: 'Thành phố Cần Thơ' }] })
const UNITS = stringify([{ id: 'an-binh', name: 'Phường An Bình', province: 'can-tho', source: SOURCE }])

function local(given: { readonly [key: string]: unknown } = {}): string {
  return stringify({
    id: 'phi',
    province: 'can-tho',
    source: SOURCE,
    rules: [{ procedures: ['1.004194'], fees: [{ amount: 5000, per: 'lần' }] }],
    ...given,
  })
}

function load(files: FileTexts, curation = Curation.parse({})) {
  const loaded = loadKnowledge(
    folder({
      'places/provinces.yaml': PROVINCES,
      'places/units.yaml': UNITS,
      'procedures/1.004194.yaml': procedure({ replaces: ['1.999999'] }),
      ...files,
    }),
    { abilities: { 'bot.tra-cuu': 'khong' }, curation },
  )
  if (loaded.kind === 'faults') return { faults: loaded.findings.map(({ message }) => message).join('\n') }
  const warnings = loaded.findings.filter(({ level }) => level === 'warn').map(({ message }) => message)
  return { knowledge: loaded.knowledge, warnings: warnings.join('\n'), faults: '' }
}

describe('what holds in one place only', () => {
  it('lies beside the procedure, and leaves it as it was imported', () => {
    const { knowledge } = load({ 'local/phi.yaml': local() })
    expect(knowledge?.local.get('1.004194')).toMatchObject([
      { province: 'can-tho', fees: [{ amount: 5000 }] },
    ])
    expect(knowledge?.procedures.get('1.004194')?.fees).toMatchObject([{ amount: 7000 }])
  })

  it('follows a code that was given up to its successor', () => {
    const rules = [{ procedures: ['1.999999'], note: 'Gọi trước khi đến.' }]
    expect([...(load({ 'local/phi.yaml': local({ rules }) }).knowledge?.local.keys() ?? [])]).toEqual([
      '1.004194',
    ])
  })

  it('puts the commune before its province', () => {
    const { knowledge } = load({
      'local/a.yaml': local({ id: 'a' }),
      'local/b.yaml': local({ id: 'b', province: undefined, unit: 'an-binh' }),
    })
    expect(knowledge?.local.get('1.004194')?.map(({ unit }) => unit)).toEqual(['an-binh', undefined])
  })

  it.each([
    [
      'a code that nobody knows',
      { rules: [{ procedures: ['9.000000'], note: 'Gọi trước.' }] },
      'chưa có thủ tục mang mã 9.000000',
    ],
    [
      'a province that nobody knows',
      { province: 'hai-duong' },
      'không có "hai-duong" trong places/provinces.yaml',
    ],
    ['a unit that nobody knows', { province: undefined, unit: 'x' }, 'không có "x" trong places/units.yaml'],
    ['the example of a real operator', { example: true }, 'còn là ví dụ'],
  ])('warns of %s, and starts without it', (_label, given, words) => {
    const { knowledge, warnings } = load({ 'local/phi.yaml': local(given) })
    expect(warnings).toContain(words)
    expect(knowledge?.local.size).toBe(0)
  })

  it('is used as an example while the operator is one', () => {
    const operator = stringify({ ...sound.operator, example: true })
    const { knowledge, warnings } = load({
      'operator.yaml': operator,
      'local/phi.yaml': local({ example: true }),
    })
    expect(knowledge?.local.size).toBe(1)
    expect(warnings).toBe('')
  })

  it.each([
    ['neither unit nor province', { province: undefined }, 'ghi một trong hai'],
    ['both', { unit: 'an-binh' }, 'ghi một trong hai'],
    [
      'a fee that does not say for what',
      { rules: [{ procedures: ['1.004194'], fees: [{ amount: 5 }] }] },
      'tính theo gì',
    ],
  ])('is refused with %s', (_label, given, words) => {
    expect(load({ 'local/phi.yaml': local(given) }).faults).toContain(words)
  })
})

describe('where the installation is at home', () => {
  it('is the unit that the operator names, and its province', () => {
    const home = (unit: string) =>
      load({ 'operator.yaml': stringify({ ...sound.operator, unit }) }).knowledge?.places.home
    expect(home('Phường An Bình, thành phố Cần Thơ')).toEqual({ unit: 'an-binh', province: 'can-tho' })
    expect(home('Phường An Bình')).toEqual({ unit: 'an-binh', province: 'can-tho' })
    expect(home('Phường Cái Răng, thành phố Cần Thơ')).toEqual({ unit: null, province: 'can-tho' })
    expect(home('Phường Lạ')).toEqual({ unit: null, province: null })
  })

  it('is unknown without the lists, which may be missing', () => {
    const { knowledge } = load({ 'places/provinces.yaml': null, 'places/units.yaml': null })
    expect(knowledge?.places).toMatchObject({
      provinces: [],
      units: [],
      home: { unit: null, province: null },
    })
  })
})
