import { expect, it } from 'vitest'
import { openHouse, until } from './house.ts'

const AUTOMATON = '2000000000000000009'
const AWAY = 'Cảm ơn đã liên hệ, chúng tôi sẽ trả lời trong giờ làm việc.'

it('another automaton that answers each answer is told once that the bot stops, and then hears nothing', {
  timeout: 60_000,
}, async () => {
  const { zalo, server, passTime } = await openHouse()
  const heard = () => zalo.sentTo(AUTOMATON)
  const stops = () => heard().filter(({ text }) => text?.includes('nhận đi nhận lại cùng một tin'))
  let answered = 0
  for (let exchange = 0; exchange < 20; exchange++) {
    const before = heard().length
    await zalo.userSays(AUTOMATON, AWAY)
    await server.turns.idle()
    if (stops().length === 0) await until(() => heard().length > before, 'an answer')
    if (heard().length > before) answered++
    passTime(2_000)
  }
  expect(stops()).toHaveLength(1)
  expect(answered).toBeGreaterThan(3)
  // Somebody who is not understood hears something else each time, so that what is told twice comes later.
  expect(answered).toBeLessThan(15)

  const before = heard().length
  await zalo.userSays(AUTOMATON, 'gặp cán bộ')
  await until(() => heard().length > before, 'the answer to a person')
  expect(heard().at(-1)?.text).toContain('Cán bộ ở')
})
