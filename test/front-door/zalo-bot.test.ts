import { describe, expect, it } from 'vitest'
import { describePlatform } from './describe-platform.ts'
import { openHouse, until } from './house.ts'
import { READING_MS } from './scenes.ts'
import { onZaloBot } from './talking.ts'

const CITIZEN = 'aa11bb22cc33dd44ee55'
let people = 0

describePlatform('Zalo Bot', ({ zaloBot }) => onZaloBot(zaloBot, `aa11bb22cc33dd44ee${10 + people++}`))

describe('over updates that bear the secret of a Zalo Bot', () => {
  it('a look-up under way shows that somebody writes, and every message of the month is counted', async () => {
    const { zaloBot, server } = await openHouse()
    await zaloBot.userSays(CITIZEN, 'hồ sơ H56.34-240820-0012 tới đâu rồi')
    const heard = () => zaloBot.sentTo(CITIZEN).map(({ text }) => text ?? '')
    await until(() => heard().some(text => text.includes('kết quả thử')), 'the state')
    expect(zaloBot.shownTo(CITIZEN)).toContain('typing')
    const metrics = async () => (await fetch(`${server.url}/metrics`)).text()
    expect(await metrics()).toContain(`danloi_monthly_cap{account="${zaloBot.account}"} 3000`)
    const sent = () => `danloi_monthly_sent{account="${zaloBot.account}"} ${heard().length}\n`
    await until(async () => (await metrics()).includes(sent()), 'the count')
  })

  it('promises no reminder, as nobody knows whether a bot may write first', async () => {
    const { zaloBot, server, passTime } = await openHouse()
    await zaloBot.userSays(CITIZEN, 'chào')
    passTime(READING_MS)
    await zaloBot.userSays(CITIZEN, 'nhắc tôi ngày mai')
    await until(() => zaloBot.sentTo(CITIZEN).length >= 3, 'the answer')
    await server.turns.idle()
    const [conversation] = await server.store.load([{ account: zaloBot.account, person: CITIZEN }])
    expect(JSON.parse(conversation?.state ?? '{}')).toMatchObject({ reminder: null })
  })
})
