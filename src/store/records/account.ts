export type AccountRow = { id: string; kind: string; unit: string; title: string }

/** `settings` is sealed, `profile` is JSON; see schema.ts. */
export type ChannelAccount = AccountRow & {
  origin: 'built-in' | 'environment' | 'command'
  settings: string | null
  profile: string | null
  addedAt: number
  removedAt: number | null
  paused: AccountPause | null
}

export type AccountWrite = Omit<ChannelAccount, 'addedAt' | 'removedAt' | 'paused'> & { at: number }

/**
 * While it lasts, what comes in is taken and answered, and the answers wait. `by`: whose word ends it; `token` is lifted as
 * soon as there is a token again. `reason` is English, without secrets.
 */
export type AccountPause = { by: 'operator' | 'token'; reason: string; at: number }
