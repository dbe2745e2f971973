import type { Router } from 'express'
import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Channel, Door } from '../channels/channel.ts'
import type { AccountRow } from '../store/records/account.ts'
import { type OpenAccount, type Outside, openAccount, surfacesOf } from './channels.ts'
import { consentRoute } from './consent/route.ts'
import { type AccountState, Pauses } from './pauses.ts'
import { operatorOf, operatorViews } from './profile.ts'
import type { Register } from './register.ts'
import { tendTokens } from './tending.ts'

/** All accounts on foreign platforms that this process serves. */
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
  /** From now on tokens are renewed, and pauses that others set are seen. */
  start(): Promise<void>
  stop(): Promise<void>
}

export type PlatformsOptions = Omit<Outside, 'onToken'> & {
  register: Register
  /** What waits on an account may leave again. */
  onResumed: (account: string) => void
}

/** Makes the channels of all accounts, and says in the log which ones cannot be opened. */
export function openPlatforms({ register, onResumed, ...outside }: PlatformsOptions): Platforms {
  const { store, now, log, key } = outside
  const ids = register.accounts.map(({ id }) => id)
  const known = [...ids, ...register.broken.map(({ id }) => id)]
  const paused = new Map(
    register.accounts.flatMap(({ id, paused }) => (paused ? [[id, paused] as const] : [])),
  )
  const pauses = new Pauses({ store, accounts: ids, known, paused, now, log, onResumed })
  const accounts = register.accounts.map(account => {
    const opened = openAccount(account, {
      ...outside,
      onToken: (id, state) => pauses.tokenIs(id, state),
    })
    return { ...opened, channel: pauses.guard(opened.channel) }
  })
  for (const { id, sentence } of register.broken) log.error({ account: id }, sentence)
  const at = now()
  const shut = register.broken.map(
    ({ id, sentence }): AccountState => ({
      account: id,
      paused: { by: 'seal', reason: sentence, at },
      token: null,
    }),
  )
  const profiles = new Map(register.accounts.map(({ id, profile }) => [id, profile]))
  let stopTending = async () => {}
  return {
    accounts,
    channels: accounts.map(({ channel }) => channel),
    states: () => [...pauses.states, ...shut],
    knowledgeFor: operatorViews(profiles),
    namesOf: (channels, operator) =>
      channels.map(({ account, kind }) => {
        const { unit, agency } = operatorOf(operator, profiles.get(account) ?? {})
        return { id: account, kind, unit, title: agency }
      }),
    surfaces: (doorOf, count) => surfacesOf(accounts, doorOf, count),
    consent: count => consentRoute({ opened: accounts, key, now, log, count }),
    async start() {
      await pauses.start()
      stopTending = tendTokens(accounts.flatMap(one => (one.kind === 'zalo' ? [one.token] : [])))
    },
    async stop() {
      await stopTending()
      await pauses.stop()
    },
  }
}
