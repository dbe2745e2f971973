import type { Router } from 'express'
import type { Channel, Door, Served } from '../channels/channel.ts'
import type { Post } from '../channels/common/http.ts'
import { messengerChannel } from '../channels/messenger/channel.ts'
import type { MessengerOptions } from '../channels/messenger/options.ts'
import { messengerSurface } from '../channels/messenger/surface.ts'
import { zaloChannel } from '../channels/zalo/channel.ts'
import type { TokenState, ZaloOptions } from '../channels/zalo/options.ts'
import { zaloSurface } from '../channels/zalo/surface.ts'
import { TokenPair } from '../channels/zalo/token/pair.ts'
import { ZaloToken } from '../channels/zalo/token/token.ts'
import { monthOf } from '../channels/zalo-bot/cap.ts'
import { zaloBotChannel } from '../channels/zalo-bot/channel.ts'
import type { ZaloBotOptions } from '../channels/zalo-bot/options.ts'
import { zaloBotSurface } from '../channels/zalo-bot/surface.ts'
import { monthlyCounts } from '../store/monthly-counts.ts'
import type { Store } from '../store/store.ts'
import { tokenStorage } from '../store/tokens.ts'
import type { Account } from './account.ts'
import { type Allowed, messengerLimits, zaloLimits } from './limits.ts'

/** What channels need from the house. */
export type Outside = {
  store: Store
  key: string
  publicUrl: string
  post: Post
  now: () => number
  log: ZaloOptions['log']
  /** How much leaves at the most; nothing is held back where this is missing. */
  limits?: Allowed
  onToken?: (account: string, state: TokenState) => void
}

/** An account whose channel is made. */
export type OpenAccount = { account: Account; channel: Channel } & (
  | { kind: 'zalo'; options: ZaloOptions; token: ZaloToken }
  | { kind: 'zalo-bot'; options: ZaloBotOptions }
  | { kind: 'messenger'; options: MessengerOptions }
)

/** Makes the channel of an account; nothing is asked of its platform yet. */
export function openAccount(account: Account, outside: Outside): OpenAccount {
  const { publicUrl, post, now, log, store, key } = outside
  const common = { publicUrl, post, now, log }
  const { id, kind } = account
  switch (kind) {
    case 'zalo': {
      const options: ZaloOptions = {
        ...account.settings,
        ...common,
        limits: zaloLimits(outside.limits, account.settings.callsPerMinute),
        storage: tokenStorage(store, `zalo-token:${account.settings.oaId}`, key, json =>
          TokenPair.parse(json),
        ),
        onToken: state => outside.onToken?.(id, state),
      }
      const token = new ZaloToken(options)
      return { account, kind, options, token, channel: zaloChannel(options, token) }
    }
    case 'zalo-bot': {
      const options: ZaloBotOptions = {
        ...account.settings,
        ...common,
        account: id,
        counts: monthlyCounts(store, `sent:${id}`),
      }
      return { account, kind, options, channel: zaloBotChannel(options) }
    }
    case 'messenger': {
      const options: MessengerOptions = {
        ...account.settings,
        ...common,
        limits: messengerLimits(outside.limits, account.settings.callsPerSecond),
      }
      return { account, kind, options, channel: messengerChannel(options) }
    }
  }
}

/** One address for all accounts of a platform; none for a platform without accounts. */
export function surfacesOf(
  opened: readonly OpenAccount[],
  doorOf: (channel: Channel) => Door,
  count: (kind: Channel['kind']) => Door['count'],
): Router[] {
  const serve = <Options>({ channel }: OpenAccount, options: Options): Served<Options> => ({
    account: channel.account,
    options,
    door: doorOf(channel),
  })
  const zalo = opened.flatMap(one => (one.kind === 'zalo' ? [serve(one, one.options)] : []))
  const bots = opened.flatMap(one => (one.kind === 'zalo-bot' ? [serve(one, one.options)] : []))
  const pages = opened.flatMap(one => (one.kind === 'messenger' ? [serve(one, one.options)] : []))
  return [
    ...(zalo.length > 0 ? [zaloSurface(zalo, count('zalo'))] : []),
    ...(bots.length > 0 ? [zaloBotSurface(bots, count('zalo-bot'))] : []),
    ...(pages.length > 0 ? [messengerSurface(pages, count('messenger'))] : []),
  ]
}

/** Those that may send only so many messages a month, and how many of this one are sent. */
export function cappedAmong(opened: readonly OpenAccount[]) {
  return opened.flatMap(one =>
    one.kind === 'zalo-bot' && one.options.monthlyCap > 0
      ? [
          {
            account: one.account.id,
            cap: one.options.monthlyCap,
            sent: () => one.options.counts.read(monthOf(one.options.now())),
          },
        ]
      : [],
  )
}
