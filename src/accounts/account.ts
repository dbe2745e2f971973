import { z } from 'zod'
import type { AccountPause, ChannelAccount } from '../store/records/account.ts'
import { SealBroken, seal, unseal } from '../store/seal.ts'
import { MessengerAccount, messengerId } from './messenger.ts'
import { Profile } from './profile.ts'
import { ZaloAccount, zaloId } from './zalo.ts'
import { ZaloBotAccount, zaloBotId } from './zalo-bot.ts'

/** A platform's account with all that its channel needs, secrets in clear. */
export type Account = AccountSettings & {
  id: string
  origin: 'environment' | 'command'
  profile: Profile
  paused: AccountPause | null
}

export type AccountSettings =
  | { kind: 'zalo'; settings: ZaloAccount }
  | { kind: 'zalo-bot'; settings: ZaloBotAccount }
  | { kind: 'messenger'; settings: MessengerAccount }
export type AccountKind = AccountSettings['kind']

/** An account that cannot be opened; `sentence` says what to do, without any secret. */
export type BrokenAccount = { id: string; kind: string; sentence: string }

const KINDS = { zalo: ZaloAccount, 'zalo-bot': ZaloBotAccount, messenger: MessengerAccount }
export const ACCOUNT_KINDS: readonly AccountKind[] = ['zalo', 'zalo-bot', 'messenger']

/** Checks what was said of an account. @throws ZodError */
export function parseSettings(kind: AccountKind, json: unknown): AccountSettings {
  switch (kind) {
    case 'zalo':
      return { kind, settings: KINDS.zalo.parse(json) }
    case 'zalo-bot':
      return { kind, settings: KINDS['zalo-bot'].parse(json) }
    case 'messenger':
      return { kind, settings: KINDS.messenger.parse(json) }
  }
}

export function idOf(account: AccountSettings): string {
  switch (account.kind) {
    case 'zalo':
      return zaloId(account.settings)
    case 'zalo-bot':
      return zaloBotId(account.settings)
    case 'messenger':
      return messengerId(account.settings)
  }
}

export function sealSettings({ settings }: AccountSettings, key: string): string {
  return seal(key, JSON.stringify(settings))
}

/** What a row says, or why it cannot be used; null of a row that is no platform's account, or none any more. */
export function readAccount(row: ChannelAccount, key: string): Account | BrokenAccount | null {
  const kind = ACCOUNT_KINDS.find(one => one === row.kind)
  const { id, origin, settings: sealed, profile, paused } = row
  if (!kind || sealed === null || row.removedAt !== null || origin === 'built-in') return null
  try {
    const settings = parseSettings(kind, JSON.parse(unseal(key, sealed)))
    return { id, origin, ...settings, profile: readProfile(profile), paused }
  } catch (error) {
    return { id, kind, sentence: `${id} stays shut: ${reasonOf(error, id)}` }
  }
}

export function readProfile(json: string | null): Profile {
  return json === null ? {} : Profile.parse(JSON.parse(json))
}

function reasonOf(error: unknown, id: string): string {
  if (error instanceof SealBroken)
    return `its settings were sealed with another SECRET_KEY. Put the former key back, or run "npm run accounts -- remove ${id}" and add it again.`
  if (error instanceof z.ZodError)
    return `its settings do not fit this version (${namesIn(error).join(', ')}). Add it again with "npm run accounts -- add".`
  throw error
}

/** The fields that were refused; never what stood in them. */
export function namesIn(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}
