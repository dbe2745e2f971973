import { expect, it } from 'vitest'
import { LONGEST_LABEL, LONGEST_TEXT } from '../../src/catalogue/lint/lengths.ts'
import { render as onMessenger } from '../../src/channels/messenger/render.ts'
import { render as onZalo } from '../../src/channels/zalo/render.ts'
import { render as onZaloBot } from '../../src/channels/zalo-bot/render.ts'

const AT = 'https://danloi.example.gov.vn'

/** A step as long as lint lets it be, with its progress and five choices as long as they may be. */
function longest(text: string) {
  const title = 'x'.repeat(LONGEST_LABEL)
  return {
    text,
    choices: Array.from({ length: 5 }, () => ({ title, payload: '#dl:x', secondary: false })),
    picture: null,
    links: [],
    progress: { step: 12, atMost: 14, title },
    working: false,
  }
}

it.each([
  ['Zalo', onZalo],
  ['Zalo Bot', onZaloBot],
  ['Messenger', onMessenger],
])('a text that lint lets pass is one message on %s, with its choices', (_, render) => {
  expect(render(longest('Một câu ngắn thôi. '.repeat(100).slice(0, LONGEST_TEXT)), 'x', AT)).toHaveLength(1)
  expect(render(longest('Một câu ngắn thôi. '.repeat(200)), 'x', AT).length).toBeGreaterThan(1)
})
