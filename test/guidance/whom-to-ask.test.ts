import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { Walker } from './walk.ts'

const knowledge = contentKnowledge('khong')

const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')
const asksForSomebody = (walker: Walker) =>
  walker.take({ kind: 'said', intents: [{ kind: 'command', command: 'staff' }], sensitive: false })
const shown = (code: string) => {
  const walker = new Walker(knowledge)
  walker.tap({ title: '', action: { do: 'open', topic: { kind: 'procedure', id: code } } })
  return walker
}

describe('whoever asks for a person', () => {
  it.each([
    ['cư trú', '1.004194'],
    ['căn cước', '1.014064'],
    ['biển số xe', '1.013080'],
  ])('about %s is sent to the police of the commune, with their phone and hours', (_, code) => {
    const answer = said(asksForSomebody(shown(code)))
    expect(answer).toContain('Cán bộ ở Công an xã Ví Dụ')
    expect(answer).toContain('0237 000 0001')
    expect(answer).toContain('thứ Bảy: 7 giờ đến 11 giờ 30')
    expect(answer).not.toContain('Trung tâm')
  })

  it('about a passport reads where that is done, of which no place is known', () => {
    const answer = said(asksForSomebody(shown('1.001445')))
    const where = knowledge.procedures.get('1.001445')?.where ?? 'nowhere'
    expect(answer).toContain(`Nơi giải quyết: ${where}`)
    expect(answer).toContain('Trung tâm Phục vụ hành chính công xã Ví Dụ')
  })

  it.each([['1.001193'], ['2.000815']])('about %s is sent to the desk', code => {
    const answer = said(asksForSomebody(shown(code)))
    expect(answer).toContain('Cán bộ ở Trung tâm Phục vụ hành chính công xã Ví Dụ')
    expect(answer).not.toContain('Nơi giải quyết')
  })

  it('about nothing is sent to the desk', () => {
    expect(said(asksForSomebody(new Walker(knowledge)))).toContain('Cán bộ ở Trung tâm')
  })

  it('while walking is sent where that is done, whatever was looked at before', () => {
    const walker = shown('1.001193')
    walker.tap({ title: '', action: { do: 'start', guide: 'tam-tru', relation: null } })
    expect(said(asksForSomebody(walker))).toContain('Công an xã Ví Dụ')
  })

  it.each([
    ['a Sunday evening', '2026-11-22T20:30:00+07:00', /Đang đóng cửa, mở lại lúc 7 giờ ngày mai/],
    ['the lunch hour', '2026-11-23T12:00:00+07:00', /Đang đóng cửa, mở lại lúc 13 giờ 30/],
    ['a Monday morning', '2026-11-23T09:00:00+07:00', /^(?!.*đóng cửa)/s],
  ])('on %s reads whether anybody takes the call', (_, when, opening) => {
    const walker = new Walker({ ...knowledge, operator: { ...knowledge.operator, duty: [] } })
    walker.now = Date.parse(when)
    expect(said(asksForSomebody(walker))).toMatch(opening)
  })
})
