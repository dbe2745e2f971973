import { describe, expect, it } from 'vitest'
import { operatorOf, operatorViews } from '../../src/accounts/profile.ts'
import { seenBy } from '../../src/catalogue/view.ts'
import { buildIndex } from '../../src/understanding/build.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge()
const elsewhere = { ...knowledge.operator, unit: 'Xã Triệu Sơn, tỉnh Thanh Hóa', agency: 'UBND xã Triệu Sơn' }

describe('one content in the hands of several operators', () => {
  it('names each of them, and is at home where their unit is', () => {
    const view = seenBy(knowledge, elsewhere)
    expect(view.operator.agency).toBe('UBND xã Triệu Sơn')
    expect(view.places.home).toEqual({ unit: 'trieu-son', province: 'thanh-hoa' })
    expect(knowledge.places.home.unit).toBe('vi-du')
    expect(view.procedures).toBe(knowledge.procedures)
  })

  it('is understood by one index, also a view of a view', () => {
    const view = seenBy(seenBy(knowledge, elsewhere), knowledge.operator)
    expect(buildIndex(view)).toBe(buildIndex(knowledge))
  })

  it('is seen the same way each time, and as it stands where nothing differs', () => {
    const viewOf = operatorViews(
      new Map([
        ['zalo:1', { agency: 'UBND xã Triệu Sơn' }],
        ['zalo:2', {}],
      ]),
    )
    expect(viewOf(knowledge, 'zalo:1')).toBe(viewOf(knowledge, 'zalo:1'))
    expect(viewOf(knowledge, 'zalo:1').operator.agency).toBe('UBND xã Triệu Sơn')
    for (const account of ['zalo:2', 'web']) expect(viewOf(knowledge, account)).toBe(knowledge)
  })

  it('keeps of the desk what an account does not say', () => {
    const { desk } = operatorOf(knowledge.operator, { desk: { phone: '0237 111 2222' } })
    expect(desk).toEqual({ ...knowledge.operator.desk, phone: '0237 111 2222' })
  })
})
