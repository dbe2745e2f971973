import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { Operator } from '../catalogue/schema/operator.ts'
import { settingsFromHere } from '../config.ts'
import { handoffsCommand } from '../handoff/command.ts'
import { operatorCommand } from '../operations/command.ts'
import { openStore } from '../store/open.ts'

/** `npm run handoffs -- …`: who waits for staff, and answering them, beside the server. */
await operatorCommand(async () => {
  const settings = settingsFromHere()
  const store = await openStore(settings)
  try {
    const duties = () =>
      Operator.parse(parse(readFileSync(join(settings.contentDir, 'operator.yaml'), 'utf8'))).duty
    for (const line of await handoffsCommand(process.argv.slice(2), {
      ...{ store, duties, now: Date.now },
      login: process.env.SUDO_USER ?? userInfo().username,
    }))
      console.log(line)
  } finally {
    await store.close()
  }
})
