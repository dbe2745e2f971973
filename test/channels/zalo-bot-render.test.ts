import { describe, expect, it } from 'vitest'
import { choice, plain } from './setup.ts'
import { taken as shown } from './zalo-bot-stage.ts'

describe('a reply on Zalo Bot', () => {
  it('has its links between the words and the choices, with whole addresses', () => {
    const { all } = shown({
      ...plain,
      text: 'SIM có đứng tên mình không ạ?',
      choices: [choice('Có'), choice('Không')],
      links: [{ title: 'Đủ các bước, in được', url: '/huong-dan/tai-khoan' }],
    })
    expect(all.map(({ text }) => text)).toEqual([
      [
        'SIM có đứng tên mình không ạ?',
        'Đủ các bước, in được:\nhttps://danloi.example.gov.vn/huong-dan/tai-khoan',
        '1. Có\n2. Không',
        'Trả lời bằng số.',
      ].join('\n\n'),
    ])
  })

  it('writes a number to call as a number', () => {
    const [message] = shown({ ...plain, links: [{ title: 'Gọi Trung tâm', url: 'tel:02371234567' }] }).all
    expect(message?.text).toBe('Gọi Trung tâm:\n02371234567')
  })

  it('names a picture that Zalo would have to fetch without TLS with its address', () => {
    const at = 'http://10.0.0.5:3000'
    const [message] = shown({ ...plain, picture: { file: 'so-do.png', alt: 'Sơ đồ' } }, at).all
    expect(message).toMatchObject({ image: null, text: `Sơ đồ:\n${at}/pictures/so-do.png` })
  })
})
