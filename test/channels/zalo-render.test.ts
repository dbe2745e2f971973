import { describe, expect, it } from 'vitest'
import { choice, plain } from './setup.ts'
import { taken as shown } from './zalo-stage.ts'

describe('a reply on Zalo', () => {
  it('has a button for each choice, which says nothing in the chat', () => {
    const [message] = shown({ ...plain, text: 'Đúng không ạ?', choices: [choice('Có'), choice('Không')] })
    expect(message?.buttons).toEqual([
      { title: '1. Có', type: 'oa.query.hide', payload: '#dl:Có' },
      { title: '2. Không', type: 'oa.query.hide', payload: '#dl:Không' },
    ])
  })

  it('puts a number to call on the first button, as Zalo dials it, and leaves one that it cannot dial in the text', () => {
    const said = {
      ...plain,
      text: 'Gọi 0237 000 0000.',
      choices: ['A', 'B', 'C', 'D', 'E'].map(title => choice(title)),
    }
    const [message] = shown({ ...said, calls: [{ title: 'Gọi cán bộ', phone: '+842370000000' }] })
    expect(message?.buttons.map(({ title }) => title)).toEqual(['Gọi cán bộ', '1. A', '2. B', '3. C', '4. D'])
    expect(message?.buttons[0]).toEqual({
      title: 'Gọi cán bộ',
      type: 'oa.open.phone',
      payload: { phone_code: '842370000000' },
    })
    const [hotline] = shown({ ...said, calls: [{ title: 'Gọi tổng đài', phone: '19000368' }] })
    expect(hotline?.buttons.map(({ title }) => title)).toEqual(['1. A', '2. B', '3. C', '4. D', '5. E'])
  })

  it('puts links on the buttons that are left, and writes out the others', () => {
    const [message] = shown({
      ...plain,
      text: 'Mở trang này',
      choices: ['A', 'B', 'C', 'D'].map(title => choice(title)),
      links: [
        { title: 'Cổng Dịch vụ công', url: 'https://dichvucong.gov.vn' },
        { title: 'Trang của xã', url: 'https://xa.example.gov.vn' },
      ],
    })
    expect(message?.buttons.at(-1)).toEqual({
      title: 'Cổng Dịch vụ công',
      type: 'oa.open.url',
      payload: { url: 'https://dichvucong.gov.vn' },
    })
    expect(message?.text).toContain('Trang của xã:\nhttps://xa.example.gov.vn')
  })

  it('still shows a link when there is nothing but the link', () => {
    const [message] = shown({ ...plain, links: [{ title: 'Cổng', url: 'https://dichvucong.gov.vn' }] })
    expect(message).toMatchObject({ text: 'Cổng', buttons: [{ title: 'Cổng', type: 'oa.open.url' }] })
  })
})
