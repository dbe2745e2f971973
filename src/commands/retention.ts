import { loadKnowledge } from '../catalogue/load.ts'
import { settingsFromHere } from '../config.ts'
import { retentionOf } from '../retention.ts'
import { openStore } from '../store/open.ts'
import { dataTable, inventory } from './data-table.ts'
import { doubtAbout, removedNow, retentionReport } from './retention-report.ts'

const USAGE = `Xin chạy:
  npm run retention -- report   thời hạn giữ, dòng cũ nhất, đã xóa những gì
  npm run retention -- now      xóa ngay những gì quá hạn
  npm run retention -- table    bảng dữ liệu cho hồ sơ đánh giá tác động, với thời hạn của đơn vị`
const LAST_MS = 30 * 24 * 60 * 60 * 1000

/**
 * `npm run retention -- report`: for how long things are kept, how old the oldest are, and what was removed in the last
 * 30 days. `npm run retention -- now`: removes at once what is past its time, as the server does every hour; beside a
 * running server as well. Where the clock is in doubt it wants `--sure`. `npm run retention -- table`: the table of
 * docs/du-lieu.md with the agency's own periods.
 */
async function main([asked, ...options]: readonly string[]): Promise<void> {
  if (asked !== 'report' && asked !== 'now' && asked !== 'table') return fail(USAGE)
  const settings = settingsFromHere()
  const loaded = loadKnowledge(settings.contentDir, { abilities: { 'bot.tra-cuu': 'co' } })
  if (loaded.kind === 'faults') return fail('Nội dung có lỗi. Xin chạy "npm run content:lint" để xem.')
  const keep = retentionOf(loaded.knowledge.operator)
  if (asked === 'table') return console.log(dataTable(inventory(), keep))
  const now = Date.now()
  const store = await openStore(settings)
  try {
    const doubt = asked === 'now' ? doubtAbout(await store.oldest(), now) : null
    if (doubt !== null && !options.includes('--sure')) return fail(doubt)
    if (asked === 'now') console.log(removedNow(await store.sweep(now, keep)))
    console.log(
      retentionReport({
        keep,
        now,
        removals: await store.removals(now - LAST_MS),
        oldest: await store.oldest(),
      }),
    )
  } finally {
    await store.close()
  }
}

function fail(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}

await main(process.argv.slice(2))
