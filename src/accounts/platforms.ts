import type { Router } from 'express'
import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Channel, Door } from '../channels/channel.ts'
import type { ZaloToken } from '../channels/zalo/token/token.ts'
import type { AccountRow, ChannelAccount } from '../store/records/account.ts'
import type { Account } from './account.ts'
import { changeBetween } from './changes.ts'
import { type OpenAccount, type Outside, openAccount, surfacesOf } from './channels.ts'
import { consentRoute } from './consent/route.ts'
import { type AccountState, Pauses } from './pauses.ts'
import { operatorOf, operatorViews, type Profile } from './profile.ts'
import { type Register, registerOf } from './register.ts'
import { renewableRouter } from './renewable-router.ts'
import { tendTokens } from './tending.ts'

/** All accounts on foreign platforms that this process serves at the moment. */
export type Platforms = {
  readonly accounts: readonly OpenAccount[]
  readonly channels: readonly Channel[]
  /** How it stands with each: paused or not, and its token. */
  states(): AccountState[]
  /** What is known, as the operator of this account has it. */
  knowledgeFor(knowledge: Knowledge, account: string): Knowledge
  /** The unit and the agency that these channels belong to. */
  namesOf(channels: readonly Channel[], operator: Knowledge['operator']): AccountRow[]
  surfaces(doorOf: (channel: Channel) => Door, count: (kind: Channel['kind']) => Door['count']): Router[]
  /** Where administrators come back who have consented. */
  consent(count: Door['count']): Router
  /** From now on tokens are renewed, and what others change is seen: pauses, and accounts that come, change and go. */
  start(): Promise<void>
  stop(): Promise<void>
}

export type PlatformsOptions = Omit<Outside, 'onToken'> & {
  register: Register
  /** What waits on an account may leave again. */
  onResumed: (account: string) => void
  /** Channels were made for accounts that are new or have new settings; others are gone. Their names may be new, too. */
  onChanged: (change: { opened: readonly Channel[]; closed: readonly string[] }) => Promise<void>
}

/** Makes the channels of all accounts, and says in the log which ones cannot be opened. */
export function openPlatforms(options: PlatformsOptions): Platforms {
  const { register, onResumed, onChanged, ...outside } = options
  const { store, now, log, key } = outside
  const environment = register.accounts.filter(({ origin }) => origin === 'environment')
  const opened = new Map<string, OpenAccount>()
  const profiles = new Map<string, Profile>()
  const since = new Map<string, number>()
  let present = register
  let lastWritten = ''
  /** Tokens of accounts that are gone, as long as Zalo has issued something that is not on disk. */
  let leaving: ZaloToken[] = []
  let renewSurfaces = () => {}

  const pauses = new Pauses({
    ...{ store, now, log, onResumed },
    accounts: register.accounts.map(({ id }) => id),
    paused: new Map(register.accounts.flatMap(({ id, paused }) => (paused ? [[id, paused] as const] : []))),
    onRows,
  })

  function open(account: Account): OpenAccount {
    const made = openAccount(account, { ...outside, onToken: (id, state) => pauses.tokenIs(id, state) })
    const guarded = { ...made, channel: pauses.guard(made.channel) }
    leave(account.id)
    opened.set(account.id, guarded)
    return guarded
  }

  function leave(id: string): void {
    const before = opened.get(id)
    opened.delete(id)
    leaving = leaving.filter(({ isBehind }) => isBehind)
    if (before?.kind === 'zalo') leaving.push(before.token)
  }

  function note({ accounts, broken }: Register): void {
    profiles.clear()
    for (const { id, profile } of accounts) profiles.set(id, profile)
    for (const { id, sentence } of broken) {
      if (!since.has(id)) log.error({ account: id }, sentence)
      since.set(id, since.get(id) ?? now())
    }
  }

  function onRows(rows: readonly ChannelAccount[]) {
    const written = JSON.stringify(rows.map(({ paused: _, ...row }) => row))
    // To unseal hundreds of rows every few seconds would hold up everybody each time.
    const next = written === lastWritten ? present : registerOf(rows, key, environment)
    lastWritten = written
    if (register.accounts.length === 0) return { accounts: [], apply: async () => noticeFirst(next) }
    return { accounts: next.accounts.map(({ id }) => id), apply: () => takeUp(next) }
  }

  async function takeUp(next: Register): Promise<void> {
    const change = changeBetween(present, next)
    present = next
    note(next)
    if (Object.values(change).every(ids => ids.length === 0)) return
    for (const account of change.closed) leave(account)
    const channels = change.opened.map(account => open(account).channel)
    renewSurfaces()
    for (const account of change.closed) log.info({ account }, 'An account is served no more')
    for (const { id } of change.opened) log.info({ account: id }, 'An account is open as its row says now')
    await onChanged({ opened: channels, closed: change.closed })
  }

  /** With the first one citizens come in, and what holds for them is decided at the start: content, look-ups. */
  function noticeFirst({ accounts, broken }: Register): void {
    for (const { id } of [...accounts, ...broken]) {
      if (!since.has(id))
        log.warn({ account: id }, 'The first account is opened at a start: start the server again to open it')
      since.set(id, now())
    }
  }

  for (const account of register.accounts) open(account)
  note(register)
  const all = () => [...opened.values()]
  const tokens = () => [
    ...all().flatMap(one => (one.kind === 'zalo' ? [one.token] : [])),
    ...leaving.filter(({ isBehind }) => isBehind),
  ]
  let stopTending = async () => {}
  return {
    get accounts() {
      return all()
    },
    get channels() {
      return all().map(({ channel }) => channel)
    },
    states: () => [
      ...pauses.states,
      ...present.broken.map(({ id, sentence }): AccountState => {
        const at = since.get(id) ?? now()
        return { account: id, paused: { by: 'seal', reason: sentence, at }, token: null }
      }),
    ],
    knowledgeFor: operatorViews(profiles),
    namesOf: (channels, operator) =>
      channels.map(({ account, kind }) => {
        const { unit, agency } = operatorOf(operator, profiles.get(account) ?? {})
        return { id: account, kind, unit, title: agency }
      }),
    surfaces(doorOf, count) {
      const { router, renew } = renewableRouter(() => surfacesOf(all(), doorOf, count))
      renewSurfaces = renew
      return [router]
    },
    consent: count => consentRoute({ opened: all, key, now, log, count }),
    async start() {
      await pauses.start()
      stopTending = tendTokens(tokens)
    },
    async stop() {
      await stopTending()
      await pauses.stop()
    },
  }
}
