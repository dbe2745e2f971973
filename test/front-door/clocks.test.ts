import { describe, expect, it } from 'vitest'
import { type Action, writeAction } from '../../src/guidance/action.ts'
import { guide } from '../catalogue/folder.ts'
import { readMetrics } from '../proofs/metrics.ts'
import { until as holdsWithin, openHouse } from './house.ts'

const CITIZEN = '2000000000000000002'
const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

const until = (holds: () => boolean | Promise<boolean>, what: string) => holdsWithin(holds, what, 20_000)

const GUIDE = guide(
  'dong-ho',
  ['mot', 'hai', 'ba', 'bon'].map(id => `  - { id: ${id}, do: Làm bước ${id}. }`).join('\n'),
)

/** Somebody on Zalo who walks a guide of four steps, while the house's clock does what the test says. */
async function walker() {
  const house = await openHouse({ 'guides/dong-ho.yaml': GUIDE })
  const { zalo, server } = house
  const heard = (words: string) => zalo.sentTo(CITIZEN).filter(({ text }) => text?.includes(words)).length
  const says = async (text: string) => expect((await zalo.userSays(CITIZEN, text)).status).toBe(200)
  const start: Action = { do: 'start', guide: 'dong-ho', relation: null }
  return {
    ...house,
    says,
    hears: (words: string, times = 1) => until(() => heard(words) >= times, words),
    starts: () => says(writeAction(start)),
    /** Visits of the guide by exit; those that are open count as `open`. */
    async visits() {
      await server.turns.idle()
      const counts = await server.store.visitCounts({ rootGuide: 'dong-ho' })
      const byExit: { [exit: string]: number } = {}
      for (const { exit, count } of counts) byExit[exit ?? 'open'] = (byExit[exit ?? 'open'] ?? 0) + count
      return byExit
    },
  }
}

describe('a clock that jumps', { timeout: 60_000 }, () => {
  it('back an hour between two turns loses no answer, and visits add up', async () => {
    const { says, hears, starts, visits, passTime, server } = await walker()
    await starts()
    await hears('Làm bước mot')
    await says('xong')
    await hears('Làm bước hai')
    passTime(-HOUR)
    await says('xong')
    await hears('Làm bước ba')
    passTime(-HOUR)
    await says('trở lại')
    await hears('Làm bước hai', 2)
    expect(await visits()).toEqual({ answered: 2, back: 1, open: 1 })
    expect(await server.store.backlog(Date.now() - 2 * HOUR)).toMatchObject({ inbox: 0, dead: 0 })
  })

  it('back an hour lets a look-up be done all the same', async () => {
    const { says, hears, passTime } = await walker()
    await says('chào')
    passTime(-HOUR)
    await says('hồ sơ H56.34-240820-0012 tới đâu rồi')
    await hears('kết quả thử')
  })

  it('back an hour while Zalo is down keeps no reply waiting for that hour', async () => {
    const { says, hears, passTime, zalo, server } = await walker()
    await says('chào')
    await hears('Đang cần việc nào')
    await zalo.goDown()
    await says('gặp cán bộ')
    const retried = `danloi_sends_total{account="zalo:${zalo.settings.oaId}",outcome="retry"}`
    await until(async () => (await readMetrics(server.url))(retried) > 0, 'the first try')
    passTime(-HOUR)
    await zalo.comeUp()
    await hears('Cán bộ ở')
  })

  it('forward a day closes the visit as left, and whoever goes on opens another', async () => {
    const { says, hears, starts, visits, passTime } = await walker()
    await starts()
    await hears('Làm bước mot')
    expect(await visits()).toEqual({ open: 1 })
    passTime(DAY + HOUR)
    await until(async () => (await visits()).left === 1, 'the end of the visit')
    await says('xong')
    await hears('Làm bước hai')
    expect(await visits()).toEqual({ left: 1, answered: 1, open: 1 })
  })

  it('forward a day and back again leaves sums that hold', async () => {
    const { says, hears, starts, visits, passTime } = await walker()
    await starts()
    await hears('Làm bước mot')
    passTime(DAY + HOUR)
    await says('xong')
    await hears('Làm bước hai')
    passTime(-DAY - HOUR)
    await says('xong')
    await hears('Làm bước ba')
    // The timer may have rung before the answer came, or not.
    const { left = 0, ...others } = await visits()
    expect(others).toEqual({ answered: 2, open: 1 })
    expect(left).toBeLessThanOrEqual(1)
  })

  it('at the platform, a year back or ahead, changes nothing of what is answered', async () => {
    const { says, hears, starts, visits, zalo } = await walker()
    await starts()
    await hears('Làm bước mot')
    zalo.passTime(-365 * DAY)
    await says('xong')
    await hears('Làm bước hai')
    zalo.passTime(730 * DAY)
    await says('xong')
    await hears('Làm bước ba')
    expect(await visits()).toEqual({ answered: 2, open: 1 })
  })
})
