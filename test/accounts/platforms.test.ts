import { describe, expect, it, onTestFinished } from 'vitest'
import { addAccount, removeAccount } from '../../src/accounts/manage.ts'
import { openPlatforms } from '../../src/accounts/platforms.ts'
import { readRegister } from '../../src/accounts/register.ts'
import { ZaloBotAccount } from '../../src/accounts/zalo-bot.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { until } from '../front-door/house.ts'

const KEY = 'mot-khoa-bi-mat-du-dai-cho-cac-bai-kiem-tra'
const NOON = Date.UTC(2026, 10, 22, 5)
const bot = (number: number) => ({
  kind: 'zalo-bot' as const,
  settings: ZaloBotAccount.parse({ token: `${number}:bi-mat`, secretToken: `tu-bi-mat-so-${number}` }),
})
const given = { profile: {}, unit: 'Xã Ví Dụ, tỉnh Thanh Hóa', agency: 'UBND xã Ví Dụ' }

async function house(...atStart: number[]) {
  const store = await openSqliteStore(':memory:')
  const desk = { store, key: KEY, now: NOON }
  for (const number of atStart) await addAccount(desk, bot(number), given)
  const logged: string[] = []
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const changes: { opened: string[]; closed: readonly string[] }[] = []
  const platforms = openPlatforms({
    ...{ store, key: KEY, publicUrl: 'https://danloi.example.gov.vn', now: () => NOON },
    post: async () => ({ kind: 'failed', reason: 'no network here', left: false }),
    log: { info: write, warn: write, error: write },
    register: await readRegister(store, KEY, []),
    onResumed: () => {},
    onChanged: async ({ opened, closed }) =>
      void changes.push({ opened: opened.map(({ account }) => account), closed }),
  })
  onTestFinished(async () => {
    await platforms.stop()
    await store.close()
  })
  return { store, desk, platforms, logged, changes }
}

describe('the accounts of a running server', () => {
  it('come, change and go as their rows say, and are told once', async () => {
    const { store, desk, platforms, changes } = await house(1, 2)
    await addAccount(desk, bot(3), given)
    const [first] = await store.accounts()
    if (first) await removeAccount(desk, first)
    await platforms.start()
    expect(changes).toEqual([{ opened: ['zalo-bot:3'], closed: ['zalo-bot:1'] }])
    expect(platforms.channels.map(({ account }) => account)).toEqual(['zalo-bot:2', 'zalo-bot:3'])
    expect(platforms.states().map(({ account }) => account)).toEqual(['zalo-bot:2', 'zalo-bot:3'])
    // Sealed anew, it says the same.
    await addAccount(desk, bot(2), given)
    await addAccount(desk, { ...bot(3), settings: { ...bot(3).settings, monthlyCap: 9 } }, given)
    await until(() => changes.length > 1, 'the next look', 10_000)
    expect(changes.slice(1)).toEqual([{ opened: ['zalo-bot:3'], closed: [] }])
  })

  it('wait for the next start where there was none at all, and the log says so once', async () => {
    const { desk, platforms, logged, changes } = await house()
    await addAccount(desk, bot(1), given)
    await platforms.start()
    expect(changes).toEqual([])
    expect(platforms.channels).toEqual([])
    expect(logged).toEqual([
      expect.stringContaining('start the server again to open it {"account":"zalo-bot:1"}'),
    ])
  })
})
