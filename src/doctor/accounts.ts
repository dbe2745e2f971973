import type { Account } from '../accounts/account.ts'
import { accountsInEnvironment } from '../accounts/environment.ts'
import { readRegister } from '../accounts/register.ts'
import type { Post } from '../channels/common/http.ts'
import type { Settings } from '../config.ts'
import type { StoreToRead } from '../store/looking.ts'
import { type Check, checked, checker } from './check.ts'
import { incoming, LOOKED_AT_HOURS } from './incoming.ts'
import { messenger } from './messenger.ts'
import { zalo } from './zalo.ts'
import { zaloBot } from './zalo-bot.ts'

const HOUR_MS = 60 * 60 * 1000

export type AccountsDoctor = {
  settings: Settings
  store: StoreToRead
  /** Null where none was made yet: then nothing is sealed. */
  key: string | null
  post: Post
  now: number
}

/** Each account on a foreign platform: paused or not, its token, its webhook, and whether people get through. */
export async function accounts(doctor: AccountsDoctor): Promise<Check[]> {
  const { settings, store, now } = doctor
  const register = await readRegister(store, doctor.key ?? '', accountsInEnvironment(settings))
  const counts = await store.arrivals(Math.floor(now / HOUR_MS) - LOOKED_AT_HOURS)
  const broken = register.broken.map(({ id, sentence }) => checker(id).fail(sentence))
  const all: Check[] = [...broken]
  for (const account of register.accounts) {
    const { id, kind, paused } = account
    if (paused) all.push(checker(id).fail(`It is paused: ${paused.reason}`))
    all.push(...(await checked(id, () => platform(account, doctor))), incoming(id, kind, counts, now))
  }
  return all.length > 0
    ? all
    : [checker('accounts').ok('Zalo and Messenger are off; people come by the web chat.')]
}

function platform(account: Account, { settings: { publicUrl }, store, key, post, now }: AccountsDoctor) {
  switch (account.kind) {
    case 'zalo':
      return zalo(account, { store, key, publicUrl, post, now })
    case 'zalo-bot':
      return zaloBot(account, publicUrl, post)
    case 'messenger':
      return messenger(account, post, now)
  }
}
