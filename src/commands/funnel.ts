import { funnelOf } from '../analytics/funnel.ts'
import { funnelTable } from '../analytics/funnel-table.ts'
import { loadKnowledge } from '../catalogue/load.ts'
import { settingsFromHere } from '../config.ts'
import { openStore } from '../store/open.ts'

/** `npm run funnel -- GUIDE`: where people enter and leave a guide, as a table with bars. */
const settings = settingsFromHere()
const loaded = loadKnowledge(settings.contentDir, { abilities: { 'bot.tra-cuu': 'co' } })
const guide = process.argv[2]

if (loaded.kind === 'faults') fail('Nội dung có lỗi. Xin chạy "npm run content:lint" để xem.')
else if (!guide || !loaded.knowledge.guides.has(guide))
  fail(
    `Xin nêu một hướng dẫn, ví dụ: npm run funnel -- tai-khoan\nCó: ${[...loaded.knowledge.guides.keys()].join(', ')}`,
  )
else {
  const store = await openStore(settings)
  try {
    console.log(funnelTable(funnelOf(loaded.knowledge, guide, await store.visitCounts({ rootGuide: guide }))))
  } finally {
    await store.close()
  }
}

function fail(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}
