import { randomUUID } from 'node:crypto'
import { openAccount } from '../accounts/channels.ts'
import { accountsInEnvironment } from '../accounts/environment.ts'
import { readRegister } from '../accounts/register.ts'
import { post } from '../channels/common/http.ts'
import type { Settings } from '../config.ts'
import { meansOf } from '../operations/alerts/means.ts'
import { makeLog } from '../operations/log.ts'
import { secretKey } from '../operations/secret.ts'
import { telling } from '../operations/telling.ts'
import { openStore } from '../store/open.ts'
import { type Check, checker } from './check.ts'

/** Sends one test by each way of telling operators that is set; may run beside the server. */
export async function tryAlerts(settings: Settings): Promise<Check[]> {
  if (meansOf(settings.alerts, []).length === 0)
    return [
      checker('alerts').fail(
        'None of ALERT_EMAIL, ALERT_URL and ALERT_ZALO_BOT_CHAT is set. Set one in .env.',
      ),
    ]
  const store = await openStore(settings)
  try {
    const key = secretKey(settings.secretKey, settings.dataDir)
    const { accounts } = await readRegister(store, key, accountsInEnvironment(settings))
    const outside = {
      store,
      key,
      publicUrl: settings.publicUrl ?? '',
      post,
      now: Date.now,
      log: makeLog('silent'),
    }
    const channels = accounts
      .filter(({ kind }) => kind === 'zalo-bot')
      .map(account => openAccount(account, outside).channel)
    const means = meansOf(settings.alerts, channels)
    const { webhookSecret: secret, smtpUrl, mailFrom } = settings.telling
    const byAccount = new Map(channels.map(channel => [channel.account, channel]))
    const tell = telling({ smtpUrl, mailFrom, secret, channels: () => byAccount, now: Date.now, post })
    const notice = {
      id: `test:${randomUUID()}`,
      subject: 'Dẫn Lối: a test',
      text: 'Whoever reads this is told when something is wrong with the assistant.',
    }
    return await Promise.all(
      means.map(async to => {
        const { ok, fail } = checker(`alert by ${to.by}`)
        const told = await tell(notice, to)
        return told.kind === 'told' ? ok('A test was sent. See whether it arrives.') : fail(`${told.reason}.`)
      }),
    )
  } finally {
    await store.close()
  }
}
