import { post } from '../../src/channels/common/http.ts'
import type { MonthlyCounts, ZaloBotOptions } from '../../src/channels/zalo-bot/options.ts'
import type { FakeZaloBot } from '../fakes/zalo-bot.ts'

export { openDoor, serve } from './setup.ts'

/** Counts in memory, as several processes would share them; `failing` as a store that cannot be reached. */
export function memoryCounts() {
  const counts: MonthlyCounts & { byMonth: Map<string, number>; failing: boolean } = {
    byMonth: new Map(),
    failing: false,
    async read(month) {
      if (counts.failing) throw new Error('database is locked')
      return counts.byMonth.get(month) ?? 0
    },
    async add(month) {
      const count = (await counts.read(month)) + 1
      counts.byMonth.set(month, count)
      return count
    },
  }
  return counts
}

/** Options for a channel that talks to the fake, and the lines that it logs. */
export function optionsFor(bot: FakeZaloBot) {
  const logged: string[] = []
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const counts = memoryCounts()
  const options: ZaloBotOptions = {
    ...bot.settings,
    account: bot.account,
    counts,
    publicUrl: 'https://danloi.example.gov.vn',
    post,
    now: () => bot.now(),
    log: { warn: write, error: write },
    timeoutMs: 2_000,
  }
  return { options, counts, logged }
}
