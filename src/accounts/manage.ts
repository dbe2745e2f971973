import { NO_PAIR, TokenPair } from '../channels/zalo/token/pair.ts'
import type { ChannelAccount } from '../store/records/account.ts'
import { seal } from '../store/seal.ts'
import type { Store } from '../store/store.ts'
import { tokenStorage } from '../store/tokens.ts'
import { type AccountSettings, idOf, readProfile, sealSettings } from './account.ts'
import type { Profile } from './profile.ts'

/** Where accounts are changed by hand. */
export type Desk = { store: Store; key: string; now: number }

/** Adds an account, or gives a known one new settings. */
export async function addAccount(
  { store, key, now }: Desk,
  account: AccountSettings,
  { profile, unit, agency }: { profile: Profile; unit: string; agency: string },
): Promise<{ id: string; wasThere: boolean }> {
  const id = idOf(account)
  const before = (await store.accounts()).find(row => row.id === id && row.removedAt === null)
  const merged = mergedProfile(readProfile(before?.profile ?? null), profile)
  await store.putAccount({
    ...{ id, kind: account.kind, origin: 'command', at: now },
    unit: merged.unit ?? unit,
    title: merged.agency ?? agency,
    settings: sealSettings(account, key),
    profile: writtenProfile(merged),
  })
  return { id, wasThere: before !== undefined }
}

/** Changes what an account says of its operator; an empty text takes back what was said. */
export async function changeProfile(
  { store, now }: Desk,
  account: ChannelAccount,
  change: Profile,
): Promise<Profile> {
  const { id, kind, unit, title, origin, settings } = account
  const profile = mergedProfile(readProfile(account.profile), change)
  await store.putAccount({
    ...{ id, kind, origin, settings, at: now },
    unit: profile.unit ?? unit,
    title: profile.agency ?? title,
    profile: writtenProfile(profile),
  })
  return profile
}

/** Forgets an account's secrets: its settings, and its tokens. */
export async function removeAccount({ store, key, now }: Desk, { id }: ChannelAccount): Promise<void> {
  await store.removeAccount(id, now)
  const name = tokenName(id)
  const tokens = await store.getDocument(name)
  if (tokens) await store.putDocument(name, seal(key, JSON.stringify(NO_PAIR)), tokens.version)
}

/**
 * Puts a refresh token in place of whatever was there, be it unreadable. False where the server changed the tokens in the
 * same moment.
 */
export async function replaceToken(
  { store, key }: Desk,
  account: string,
  refreshToken: string,
): Promise<boolean> {
  const storage = tokenStorage(store, tokenName(account), key, json => TokenPair.parse(json))
  const stored = await storage.read()
  const redeemed = stored?.pair?.redeemed ?? []
  return storage.write({ ...NO_PAIR, refreshToken, redeemed }, stored?.version ?? 0)
}

/** The document that holds an account's tokens. */
export function tokenName(account: string): string {
  return `zalo-token:${account.replace(/^zalo:/, '')}`
}

function mergedProfile({ desk, ...before }: Profile, { desk: newDesk, ...change }: Profile): Profile {
  const all = withoutBlanks({ ...before, ...change })
  const both = withoutBlanks({ ...desk, ...newDesk })
  return Object.keys(both).length > 0 ? { ...all, desk: both } : all
}

function withoutBlanks<T extends object>(said: T): Partial<T> {
  const kept: Partial<T> = { ...said }
  for (const [name, value] of Object.entries(said))
    if (value === '' || value === undefined) Reflect.deleteProperty(kept, name)
  return kept
}

function writtenProfile(profile: Profile): string | null {
  return Object.keys(profile).length > 0 ? JSON.stringify(profile) : null
}
