import { describe, expect, it } from 'vitest'
import type { Step } from '../../src/catalogue/schema/guide.ts'
import { guide, knowledgeOf, procedure } from './folder.ts'

/** The guide that is derived from đăng ký tạm trú with these changes. */
function derived(given: { readonly [key: string]: unknown } = {}) {
  const found = knowledgeOf({ 'procedures/1.004194.yaml': procedure(given) }).guides.get('thu-tuc-1.004194')
  if (!found) throw new Error('no guide was derived')
  return found
}

const CASES = [
  { id: 'ca-nhan', label: 'Một người hoặc một nhà' },
  { id: 'danh-sach', label: 'Theo danh sách', note: 'Đơn vị nộp thay cho từng người.' },
]

function step<Kind extends Step['kind']>(
  steps: readonly Step[],
  id: string,
  kind: Kind,
): Extract<Step, { kind: Kind }> {
  const found = steps.find(
    (step): step is Extract<Step, { kind: Kind }> => step.id === id && step.kind === kind,
  )
  if (!found) throw new Error(`no ${kind} step "${id}" among ${steps.map(({ id }) => id).join(', ')}`)
  return found
}

describe('a guide derived from a procedure', () => {
  it('carries the procedure’s name, code and source', () => {
    expect(derived()).toMatchObject({
      id: 'thu-tuc-1.004194',
      title: 'Đăng ký tạm trú',
      summary: 'Nộp xong hồ sơ. Nhận được: Thông báo kết quả đăng ký tạm trú.',
      procedure: '1.004194',
      derived: true,
      source: { title: '9354/QĐ-BCA-C06', date: '2026-07-01' },
    })
  })

  it('is not made where the procedure has a guide of its own', () => {
    const { guides } = knowledgeOf({
      'procedures/1.004194.yaml': procedure({ guide: 'tam-tru' }),
      'guides/tam-tru.yaml': guide('tam-tru', '  - { id: nop, use: nop-ho-so }'),
    })
    expect([...guides.keys()]).toEqual(['nop-ho-so', 'tam-tru'])
  })

  it('prepares the papers, submits, and ends as the submission ended', () => {
    const { steps } = derived()
    expect(steps.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      'prepare giay-to',
      'use nop',
      'finish da-nop',
      'finish ra-trung-tam',
      'finish de-sau',
    ])
    expect(step(steps, 'da-nop', 'finish')).toMatchObject({
      outcome: 'da-nop',
      when: { kind: 'is', subject: 'nop', values: ['da-nop'] },
      text: 'Đã nộp. Chờ {thoi-han}.',
    })
  })

  it('asks for the case only where there are two or more', () => {
    expect(derived({ cases: CASES.slice(0, 1) }).steps[0]?.kind).toBe('prepare')
    expect(step(derived({ cases: CASES }).steps, 'truong-hop', 'ask').options).toMatchObject({
      'ca-nhan': { label: 'Một người hoặc một nhà' },
      'danh-sach': { label: 'Theo danh sách' },
    })
  })

  it('tells a case’s note to those whose case it is', () => {
    const { steps } = derived({ cases: CASES })
    expect(step(steps, 'luu-y-danh-sach', 'tell')).toMatchObject({
      when: { kind: 'is', subject: 'truong-hop', values: ['danh-sach'] },
      text: 'Lưu ý: Đơn vị nộp thay cho từng người.',
    })
    expect(steps.some(({ id }) => id === 'luu-y-ca-nhan')).toBe(false)
  })

  it('lists each paper for the cases that need it, with how many and when not', () => {
    const { steps } = derived({
      cases: CASES,
      papers: [
        { id: 'ct01', name: 'Tờ khai (CT01)', originals: 1, note: 'Mỗi người một tờ.' },
        {
          id: 'cho-o',
          name: 'Giấy tờ về chỗ ở',
          copies: 1,
          notNeededWhen: 'đã có trong cơ sở dữ liệu đất đai.',
        },
        { id: 'van-ban', name: 'Văn bản đề nghị', originals: 1, copies: 2, cases: ['danh-sach'] },
        { id: 'ca-hai', name: 'Hợp đồng thuê', originals: 1, cases: ['ca-nhan', 'danh-sach'] },
      ],
    })
    const list = step(steps, 'giay-to', 'prepare')
    expect(list.when).toBeUndefined()
    expect(list.items).toEqual([
      { id: 'ct01', label: 'Tờ khai (CT01)', note: 'Bản chính 1.\nMỗi người một tờ.' },
      {
        id: 'cho-o',
        label: 'Giấy tờ về chỗ ở',
        note: 'Bản sao 1.\nKhông phải nộp nếu đã có trong cơ sở dữ liệu đất đai.',
      },
      {
        id: 'van-ban',
        label: 'Văn bản đề nghị',
        note: 'Bản chính 1, bản sao 2.',
        when: { kind: 'is', subject: 'truong-hop', values: ['danh-sach'] },
      },
      { id: 'ca-hai', label: 'Hợp đồng thuê', note: 'Bản chính 1.' },
    ])
  })

  it('leaves out papers that need not be handed in, and a checklist without papers', () => {
    const shown = { id: 'cc', name: 'Căn cước' }
    const some = derived({ papers: [shown, { id: 'ct01', name: 'Tờ khai', originals: 1 }] })
    expect(step(some.steps, 'giay-to', 'prepare').items.map(({ id }) => id)).toEqual(['ct01'])
    expect(derived({ papers: [shown] }).steps[0]).toMatchObject({ kind: 'use', guide: 'nop-ho-so' })
  })

  it('shows the checklist only in cases that need a paper', () => {
    const papers = [{ id: 'van-ban', name: 'Văn bản đề nghị', originals: 1, cases: ['danh-sach'] }]
    expect(step(derived({ cases: CASES, papers }).steps, 'giay-to', 'prepare').when).toEqual({
      kind: 'is',
      subject: 'truong-hop',
      values: ['danh-sach'],
    })
  })

  it('says what has to be typed, only if there is any', () => {
    expect(derived().steps.some(({ id }) => id === 'can-go-san')).toBe(false)
    const { steps } = derived({ typed: ['Số căn cước của chủ nhà', 'Địa chỉ nơi ở mới'] })
    expect(step(steps, 'can-go-san', 'tell').text).toBe(
      'Nên để sẵn:\n- Số căn cước của chủ nhà\n- Địa chỉ nơi ở mới',
    )
  })

  it('submits online too where presence is needed at some step', () => {
    expect(step(derived({ online: { level: 'mot-phan' } }).steps, 'nop', 'use').guide).toBe('nop-ho-so')
  })

  it('ends before the portal in cases in which somebody else hands the papers in', () => {
    const [alone, listed] = CASES
    const { steps } = derived({ cases: [alone, { ...listed, handedOver: true }] })
    const ids = steps.map(({ id }) => id)
    expect(step(steps, 'nop-thay', 'finish')).toMatchObject({
      when: { kind: 'is', subject: 'truong-hop', values: ['danh-sach'] },
      outcome: 'nop-thay',
    })
    expect(ids.indexOf('nop-thay')).toBeLessThan(ids.indexOf('nop'))
    expect(derived({ cases: CASES }).steps.some(({ id }) => id === 'nop-thay')).toBe(false)
  })

  it('ends there for all where somebody else hands the papers in in every case', () => {
    const cases = CASES.map(given => ({ ...given, handedOver: true }))
    for (const level of ['toan-trinh', 'khong']) {
      const { steps } = derived({ cases, online: { level } })
      expect(steps.at(-1)).toMatchObject({ id: 'nop-thay', kind: 'finish', outcome: 'nop-thay' })
      expect(step(steps, 'nop-thay', 'finish').when).toBeUndefined()
      expect(steps.some(({ id }) => id === 'nop' || id === 'noi-nop')).toBe(false)
    }
  })

  it('leads to the desk where nothing can be handed in online', () => {
    const link = { title: 'Trang thủ tục', url: 'https://dichvucong.gov.vn' }
    const { steps } = derived({ online: { level: 'khong' }, link })
    expect(steps.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      'prepare giay-to',
      'tell noi-nop',
      'finish nop-truc-tiep',
    ])
    expect(step(steps, 'noi-nop', 'tell')).toMatchObject({ text: 'Xin mang giấy tờ đến {noi-nop}.', link })
    expect(step(steps, 'nop-truc-tiep', 'finish')).toMatchObject({
      outcome: 'nop-truc-tiep',
      text: 'Xong rồi ạ. Nhận được: Thông báo kết quả đăng ký tạm trú.',
    })
  })

  it('needs no guide for submission where nothing can be handed in online', () => {
    const files = {
      'procedures/1.004194.yaml': procedure({ online: { level: 'khong' } }),
      'guides/nop-ho-so.yaml': null,
    }
    expect([...knowledgeOf(files).guides.keys()]).toEqual(['thu-tuc-1.004194'])
  })
})
