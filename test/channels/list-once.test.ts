import { expect, it } from 'vitest'
import type { OutgoingReply } from '../../src/channels/channel.ts'
import { render as onMessenger } from '../../src/channels/messenger/render.ts'
import { render as onZalo } from '../../src/channels/zalo/render.ts'
import { render as onZaloBot } from '../../src/channels/zalo-bot/render.ts'
import { choice, plain } from './setup.ts'

const PERSON = '6000000000000000006'
const PUBLIC_URL = 'https://danloi.example.gov.vn'

const onAll: [string, (reply: OutgoingReply) => object][] = [
  ['Zalo', reply => onZalo(reply, PERSON, PUBLIC_URL)],
  ['Zalo Bot', reply => onZaloBot(reply, PERSON, PUBLIC_URL)],
  ['Messenger', reply => onMessenger(reply, PERSON, PUBLIC_URL)],
]

/** The text of the messages alone, without what can be tapped. */
const textOf = (requests: object) =>
  [...JSON.stringify(requests).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text).join('\\n')

it.each(onAll)('on %s papers that stand in the text are not listed once more below it', (_, render) => {
  const text = textOf(
    render({
      ...plain,
      text: 'Chuẩn bị:\n1. ☑ Giấy chứng sinh\n   Bản chính.\n2. ☐ Tờ khai',
      choices: ['☑ Giấy chứng sinh', 'Tờ khai', 'Đủ cả rồi'].map(title => choice(title)),
    }),
  )
  expect(text.split('Giấy chứng sinh')).toHaveLength(2)
  expect(text.split('Tờ khai')).toHaveLength(2)
  expect(text).toContain('3. Đủ cả rồi')
})

it.each(onAll)('on %s so are things to do, with what is said of each', (_, render) => {
  const text = textOf(
    render({
      ...plain,
      text: 'Trong nhà có người mất:\n1. Đăng ký khai tử: làm trước tiên.\n2. Xóa đăng ký thường trú: sau đó.',
      choices: ['Đăng ký khai tử', 'Xóa đăng ký thường trú', 'Danh mục'].map(title => choice(title)),
    }),
  )
  expect(text.split('Đăng ký khai tử')).toHaveLength(2)
  expect(text).toContain('3. Danh mục')
})

it.each(onAll)('on %s a choice that the text only begins like stands below', (_, render) => {
  const text = textOf(render({ ...plain, text: '1. Có giấy hẹn không?', choices: [choice('Có')] }))
  expect(text).toContain('1. Có\\n')
})
