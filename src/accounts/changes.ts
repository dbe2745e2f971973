import type { Account } from './account.ts'
import type { Register } from './register.ts'

/** What is different between two readings of the accounts. */
export type Change = {
  /** New ones, and known ones with other settings. */
  opened: readonly Account[]
  /** The ids of those that are no more, or can be read no more. */
  closed: readonly string[]
  /** The ids of those that only say something else of their operator. */
  renamed: readonly string[]
}

export function changeBetween(before: Register, after: Register): Change {
  const known = new Map(before.accounts.map(account => [account.id, account]))
  const opened = after.accounts.filter(({ id, ...rest }) => settingsOf(rest) !== settingsOf(known.get(id)))
  const closed = [...known.keys()].filter(id => !after.accounts.some(account => account.id === id))
  const renamed = after.accounts.filter(
    account => !opened.includes(account) && profileOf(account) !== profileOf(known.get(account.id)),
  )
  return { opened, closed, renamed: renamed.map(({ id }) => id) }
}

function settingsOf(account: Pick<Account, 'kind' | 'settings'> | undefined): string | undefined {
  return account && JSON.stringify([account.kind, account.settings])
}

function profileOf(account: Pick<Account, 'profile'> | undefined): string | undefined {
  return account && JSON.stringify(account.profile)
}
