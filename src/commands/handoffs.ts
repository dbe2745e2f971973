import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Duty, Operator } from '../catalogue/schema/operator.ts'
import { settingsFromHere } from '../config.ts'
import { handoffsCommand } from '../handoff/command.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'
import { openExistingStore } from '../store/open.ts'

/** `npm run handoffs -- …`: who waits for staff, and answering them, beside the server. */
await operatorCommand(async () => {
  const settings = settingsFromHere()
  const store = await openExistingStore(settings)
  try {
    const duties = () => dutiesIn(settings.contentDir)
    for (const line of await handoffsCommand(process.argv.slice(2), {
      ...{ store, duties, now: Date.now },
      login: process.env.SUDO_USER ?? userInfo().username,
    }))
      console.log(line)
  } finally {
    await store.close()
  }
})

function dutiesIn(contentDir: string): Duty[] {
  const file = join(contentDir, 'operator.yaml')
  try {
    return Operator.parse(parse(readFileSync(file, 'utf8'))).duty
  } catch {
    throw new Refusal(
      `Không đọc được ${file}. Xin xem lại CONTENT_DIR, rồi chạy "npm run content:lint" để biết chỗ sai.`,
    )
  }
}
