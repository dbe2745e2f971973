import type { Account, AccountKind } from '../accounts/account.ts'
import { accountsInEnvironment } from '../accounts/environment.ts'
import { readRegister } from '../accounts/register.ts'
import type { Settings } from '../config.ts'
import { Refusal } from '../operations/refusal.ts'
import { secretKey } from '../operations/secret.ts'
import { openStore } from '../store/open.ts'

/**
 * The accounts of a kind that are on, or the one of that id; may be asked beside a running server.
 * @throws Refusal where there is none, with what to do.
 */
export async function accountsOn<Kind extends AccountKind>(
  kind: Kind,
  settings: Settings,
  id: string | undefined,
): Promise<Extract<Account, { kind: Kind }>[]> {
  const { dataDir } = settings
  const store = await openStore(settings)
  try {
    const key = secretKey(settings.secretKey, dataDir)
    const { accounts, broken } = await readRegister(store, key, accountsInEnvironment(settings))
    const sentence = broken.find(one => one.kind === kind && (id === undefined || one.id === id))?.sentence
    const isMeant = (one: Account): one is Extract<Account, { kind: Kind }> =>
      one.kind === kind && (id === undefined || one.id === id)
    const meant = accounts.filter(isMeant)
    if (meant.length > 0) return meant
    const there = accounts.filter(one => one.kind === kind).map(one => one.id)
    throw new Refusal(sentence ?? nobody(kind, id, there))
  } finally {
    await store.close()
  }
}

/** Does the work for each of them, also behind one that refuses. @throws Refusal with all that was refused. */
export async function forEachOf<One>(all: readonly One[], work: (one: One) => Promise<void>): Promise<void> {
  const refused: string[] = []
  for (const one of all) {
    try {
      await work(one)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push(error.message)
    }
  }
  if (refused.length > 0) throw new Refusal(refused.join('\n'))
}

function nobody(kind: AccountKind, id: string | undefined, there: readonly string[]): string {
  if (id !== undefined && there.length > 0)
    return `There is no account ${id}; there are: ${there.join(', ')}.`
  return `No account of the kind ${kind} is on. Fill in its settings in .env, or add one with "npm run accounts -- add".`
}
