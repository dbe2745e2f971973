import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { type Check, lineOf } from '../../src/doctor/check.ts'
import { examine } from '../../src/doctor/doctor.ts'
import { clockBy } from '../../src/doctor/house.ts'
import { incoming } from '../../src/doctor/incoming.ts'
import { openHouse, until } from './house.ts'

const CITIZEN = '2000000000000000002'
const NOW = Date.parse('2026-11-18T03:00:00Z')

/** What the doctor says beside the running house, by the name of the check. */
async function seen({ server }: Awaited<ReturnType<typeof openHouse>>) {
  const port = Number(new URL(server.url).port)
  const checks = await examine({ ...server.settings, port }, () => {})
  return (name: string) => checks.filter(check => check.name.startsWith(name)).map(lineOf)
}

describe('the doctor beside a running house', { timeout: 120_000 }, () => {
  it('finds it well, and says what it cannot see', async () => {
    const house = await openHouse()
    const { zalo, messenger } = house
    messenger.page.subscribed = [
      {
        id: messenger.settings.appId,
        name: 'Dẫn Lối',
        subscribed_fields: [...messenger.page.knownFields],
      },
    ]
    await zalo.userSays(CITIZEN, 'chào')
    await until(() => zalo.sentTo(CITIZEN).length > 0, 'the greeting')
    const said = await seen(house)
    expect(said('server')).toEqual([expect.stringMatching(/^ok .*runs and is ready/)])
    expect(said('database')).toEqual([expect.stringMatching(/^ok .*sound and up to date/)])
    expect(said('disk')).toEqual([expect.stringMatching(/^(ok|warn) .*GB are free/)])
    expect(said('secret key')).toEqual([expect.stringMatching(/^ok .*readable by its owner alone/)])
    expect(said('content')).toEqual([expect.stringMatching(/^ok .*procedures/)])
    expect(said('zalo:')[0]).toMatch(/^ok .*Zalo takes its token. It ends in 2[45] hours/)
    expect(said('messenger:')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^ok .*Meta posts all events/)]),
    )
    expect(said('alerts')).toEqual([expect.stringMatching(/^warn .*Set ALERT_EMAIL/)])
  })

  it('says what to do for a token that Zalo refuses, events that Meta does not post, messages that failed', async () => {
    const house = await openHouse()
    const { zalo, messenger, server } = house
    await zalo.userSays(CITIZEN, 'chào')
    await until(() => zalo.sentTo(CITIZEN).length > 0, 'the greeting')
    zalo.expireAccessToken()
    messenger.page.subscribed = []
    messenger.page.token = { ...messenger.page.token, scopes: ['pages_show_list'] }
    const database = new DatabaseSync(join(server.settings.dataDir, 'dan-loi.db'))
    database.exec(
      `insert into inbox (id, account, status, received_at, place, attempts) values ('x', 'zalo:4', 'dead', ${Date.now()}, 0, 3)`,
    )
    database.close()
    const said = await seen(house)
    expect(said('zalo:')[0]).toMatch(/^fail .*Zalo does not take its token.*npm run accounts -- consent/)
    expect(said('messenger:')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^fail .*npm run messenger -- subscribe/)]),
    )
    expect(said('messenger:')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^fail .*lacks the permission pages_messaging/)]),
    )
    expect(said('queues')).toEqual([expect.stringMatching(/^warn .*1 messages could not be answered/)])
  })

  it('changes nothing, and makes no key', async () => {
    const house = await openHouse()
    const { dataDir } = house.server.settings
    await house.zalo.userSays(CITIZEN, 'chào')
    await until(() => house.zalo.sentTo(CITIZEN).length > 0, 'the greeting')
    const count = () => {
      const database = new DatabaseSync(join(dataDir, 'dan-loi.db'), { readOnly: true })
      const row = database.prepare('select version from documents where name like ?').get('zalo-token:%')
      database.close()
      return row
    }
    const before = count()
    await seen(house)
    expect(count()).toEqual(before)
    rmSync(join(dataDir, 'secret-key'))
    const said = await seen(house)
    expect(said('secret key')).toEqual([expect.stringMatching(/^ok .*the first start makes/)])
  })

  it('sees content with faults, and a database that is none', async () => {
    const house = await openHouse()
    writeFileSync(join(house.server.settings.contentDir, 'faq', 'hong.yaml'), 'id: [')
    const elsewhere = { ...house.server.settings, dataDir: join(house.folder, 'other') }
    const checks: Check[] = []
    await examine(elsewhere, check => checks.push(check))
    const said = (name: string) => checks.filter(check => check.name === name).map(lineOf)
    expect(said('content')).toEqual([expect.stringMatching(/^fail .*content:lint.*hong\.yaml/)])
    expect(said('database')).toEqual([expect.stringMatching(/^ok .*made at the first start/)])
  })
})

describe('what arrives', () => {
  const of = (count: number, plain: number) => [
    { account: 'zalo:4', hour: NOW / 3_600_000 - 30, count, plain, lastAt: NOW - 30 * 3_600_000 },
  ]

  it.each([
    ['ok', 'the last 30 hours ago', of(12, 3)],
    ['warn', 'syntax filter', of(12, 0)],
    ['ok', '9 messages', of(9, 0)],
    ['warn', 'Nothing has come', []],
    ['warn', 'Nothing has come', of(5, 5).map(one => ({ ...one, account: 'zalo:5' }))],
  ])('is %s: %s', (state, words, counts) => {
    const check = incoming('zalo:4', 'zalo', counts, NOW)
    expect([check.state, check.say]).toEqual([state, expect.stringContaining(words)])
  })
})

describe('the clock', () => {
  it.each([
    [0, 'ok'],
    [4, 'ok'],
    [30, 'warn'],
    [600, 'fail'],
  ])('%i seconds off is %s', (seconds, state) => {
    const date = new Date(NOW - seconds * 1000).toUTCString()
    expect(clockBy(date, NOW)).toMatchObject([{ state }])
  })

  it('is passed over where nobody names a time', () => {
    expect(clockBy(null, NOW)).toEqual([])
  })
})
