import type { Settings } from '../config.ts'
import { lookIntoStore } from '../store/looking.ts'
import { type Check, checker } from './check.ts'

const JUST_NOW_MS = 5 * 60_000

/**
 * The id of an operator's own chat with a Zalo Bot of the house, for ALERT_ZALO_BOT_CHAT: whoever wrote to it last, within
 * five minutes. It is a person's id at the platform, so nothing but this shows it.
 */
export async function myChat(settings: Settings, now: number = Date.now()): Promise<Check[]> {
  const { ok, fail } = checker('my chat')
  const looked = await lookIntoStore(settings)
  if (looked.kind === 'none') return [fail('There is no data yet. Start the server and write to the bot.')]
  try {
    const rows = await looked.store.accounts()
    for (const { id } of rows.filter(({ kind, removedAt }) => kind === 'zalo-bot' && removedAt === null)) {
      const person = await looked.lastPerson(id, now - JUST_NOW_MS)
      if (person !== null)
        return [ok(`ALERT_ZALO_BOT_CHAT=${person} (whoever wrote last to ${id}: make sure that it was you).`)]
    }
    return [
      fail(
        'Nobody has written to a Zalo Bot of this house within five minutes. Write to it, then ask again.',
      ),
    ]
  } finally {
    await looked.store.close()
  }
}
