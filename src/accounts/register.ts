import type { Knowledge } from '../catalogue/knowledge.ts'
import type { ChannelAccount } from '../store/records/account.ts'
import type { Store } from '../store/store.ts'
import {
  type Account,
  type AccountSettings,
  type BrokenAccount,
  idOf,
  readAccount,
  readProfile,
  sealSettings,
} from './account.ts'
import { operatorOf } from './profile.ts'

/** The accounts that are on, and those that ought to be and cannot. */
export type Register = { accounts: readonly Account[]; broken: readonly BrokenAccount[] }

/**
 * Reads who is on: what the environment names, and what commands have added. A row that the environment named once is on only
 * while it does.
 */
export async function readRegister(
  store: Pick<Store, 'accounts'>,
  key: string,
  environment: readonly AccountSettings[],
): Promise<Register> {
  return registerOf(await store.accounts(), key, environment)
}

/** As `readRegister`, of rows that were read already. */
export function registerOf(
  rows: readonly ChannelAccount[],
  key: string,
  environment: readonly AccountSettings[],
): Register {
  const named = environment.map((one): Account => {
    const id = idOf(one)
    const row = rows.find(row => row.id === id)
    const profile = readProfile(row?.profile ?? null)
    return { ...one, id, origin: 'environment', profile, paused: row?.paused ?? null }
  })
  const added = rows
    .filter(({ id, origin }) => origin === 'command' && !named.some(one => one.id === id))
    .flatMap(row => readAccount(row, key) ?? [])
  return {
    accounts: [...named, ...added.filter(one => 'settings' in one)],
    broken: added.filter(one => 'sentence' in one),
  }
}

/** Puts what the environment names into its rows, so that commands and other processes see it. */
export async function seedFromEnvironment(
  store: Pick<Store, 'putAccount'>,
  { accounts }: Register,
  { key, operator, at }: { key: string; operator: Knowledge['operator']; at: number },
): Promise<void> {
  for (const account of accounts.filter(({ origin }) => origin === 'environment')) {
    const { id, kind, profile } = account
    const { unit, agency } = operatorOf(operator, profile)
    const hasProfile = Object.keys(profile).length > 0
    await store.putAccount({
      ...{ id, kind, unit, title: agency, origin: 'environment', at },
      settings: sealSettings(account, key),
      profile: hasProfile ? JSON.stringify(profile) : null,
    })
  }
}
