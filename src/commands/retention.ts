import { loadKnowledge } from '../catalogue/load.ts'
import { parsedIn } from '../catalogue/parsed.ts'
import { type Settings, settingsFromHere } from '../config.ts'
import { retentionOf } from '../house/retention.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'
import { openExistingStore } from '../store/open.ts'
import { dataTable, inventory } from './data-table.ts'
import { forgottenAgain } from './retention-again.ts'
import { erasedByHand } from './retention-erase.ts'
import { doubtAbout, removedNow, retentionReport } from './retention-report.ts'

const USAGE = `Xin chạy:
  npm run retention -- report   thời hạn giữ, dòng cũ nhất, đã xóa những gì
  npm run retention -- now      xóa ngay những gì quá hạn
  npm run retention -- again    sau khi phục hồi PostgreSQL: xóa lại dữ liệu của những người đã xóa
                                (nêu thêm thư mục erased của các máy khác, nếu có)
  npm run retention -- erase    xóa hết của một người, khi họ yêu cầu bằng cách khác
  npm run retention -- table    bảng dữ liệu cho hồ sơ đánh giá tác động, với thời hạn của đơn vị`
const LAST_MS = 30 * 24 * 60 * 60 * 1000

/**
 * `npm run retention -- report`: for how long things are kept, how old the oldest are, and what was removed in the last
 * 30 days. `npm run retention -- now`: removes at once what is past its time, as the server does every hour; beside a
 * running server as well. Where the clock is in doubt it wants `--sure`. `npm run retention -- table`: the table of
 * docs/du-lieu.md with the agency's own periods. `npm run retention -- again [FOLDER …]`: erases again whom a restored backup
 * brought back, by the lists of those who had erased their data. `npm run retention -- erase ACCOUNT PERSON --sure`: erases one
 * person who asks for it in another way.
 * @throws Refusal with what to do.
 */
export async function retentionCommand(
  [asked, ...options]: readonly string[],
  settings: Settings,
  say: (text: string) => void,
): Promise<void> {
  if (asked === 'erase') return say(await erasedByHand(options, settings, Date.now()))
  if (asked === 'again') return say(await forgottenAgain(options, settings))
  if (asked !== 'report' && asked !== 'now' && asked !== 'table') throw new Refusal(USAGE)
  const { contentDir, dataDir } = settings
  const loaded = loadKnowledge(contentDir, {
    abilities: { 'bot.tra-cuu': 'co' },
    parsedIn: parsedIn(dataDir),
  })
  if (loaded.kind === 'faults') throw new Refusal('Nội dung có lỗi. Xin chạy "npm run content:lint" để xem.')
  const keep = retentionOf(loaded.knowledge.operator)
  if (asked === 'table') return say(dataTable(inventory(), keep))
  const now = Date.now()
  const store = await openExistingStore(settings)
  try {
    const doubt = asked === 'now' ? doubtAbout(await store.oldest(), now) : null
    if (doubt !== null && !options.includes('--sure')) throw new Refusal(doubt)
    if (asked === 'now') say(removedNow(await store.sweep(now, keep)))
    say(
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

if (import.meta.main)
  await operatorCommand(() =>
    retentionCommand(process.argv.slice(2), settingsFromHere(), text => console.log(text)),
  )
