import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Door, Served, Surface } from '../channel.ts'
import { jsonOrNothing } from '../common/json.ts'
import { accept, bytesOf, rawBody, refuse } from '../common/webhook.ts'
import { readEvent } from './events.ts'
import type { Log } from './options.ts'
import { checkSignature, type SignedRequest, type SigningSettings } from './signature.ts'

/** What the address must know of each account. */
export type ZaloSurfaceOptions = SigningSettings & { oaId: string; now(): number; log: Log }
type Account = Served<ZaloSurfaceOptions>

/**
 * `POST /webhooks/zalo` for all Official Accounts: Zalo has one address an app and posts there for all accounts of the
 * app. An event is checked with the key of the very account that it names, so that no app can speak for the account of
 * another. Answers 200 once the event is on disk; Zalo wants that within 2 seconds.
 */
export const zaloSurface: Surface<ZaloSurfaceOptions> = (served, count) =>
  Router().post('/webhooks/zalo', rawBody({ count }), webhook(served, count))

function webhook(served: readonly Account[], count: Door['count']) {
  const noteVariant = variantNotes()
  const noteUnknown = unknownNotes()
  return async (request: Request, response: Response) => {
    const bytes = bytesOf(request)
    const text = bytes.toString('utf8')
    const signature = request.get('X-ZEvent-Signature')
    // Zalo tries a new address with this.
    if (text.trim() === '{}' && signature === undefined) return accept(response)

    const json = jsonOrNothing(text)
    if (json === undefined) {
      count('malformed_json')
      return refuse(response, 400, 'malformed_json', 'The body is no JSON. Send the event as Zalo writes it.')
    }
    const { ids, timestamp } = namedIn(json)
    const signed: SignedRequest = {
      rawBody: bytes,
      signature,
      bodyTimestamp: timestamp,
      headerTimestamp: request.get('X-ZEvent-Timestamp'),
    }
    const meant = served.find(({ options }) => ids.includes(options.oaId))
    const vouching = vouchingFor(signed, meant ? [meant] : served)
    if ('reason' in vouching) {
      count('bad_signature')
      served[0]?.options.log.warn(
        { reason: vouching.reason, account: meant?.account },
        'A webhook call did not bear the signature of Zalo',
      )
      const message = `X-ZEvent-Signature does not fit. Check the app id and the OA Secret Key of ${meant?.account ?? 'each account'}.`
      return refuse(response, 401, 'bad_signature', message)
    }
    noteVariant(vouching)
    // Of an app of ours, but not for any of our accounts: to refuse it would only make Zalo report the address as broken.
    const { account, options, door } = vouching.by
    const event = readEvent(json, { account, oaId: options.oaId, receivedAt: options.now() })
    if (event.kind === 'ignored') {
      door.count(event.reason)
      if (event.reason === 'unknown_event') noteUnknown(vouching.by, json)
      return accept(response)
    }
    if (event.kind === 'echo') {
      door.count('own_echo')
      await door.echoed?.([event.echo])
      return accept(response)
    }
    try {
      await door.receive([event.arrival])
    } catch (error) {
      door.count('store_unavailable')
      options.log.error({ err: error, account }, 'An event of Zalo could not be stored')
      return refuse(response, 503, 'store_unavailable', 'The event could not be stored. Send it again later.')
    }
    return accept(response)
  }
}

const Id = z.union([z.string(), z.number()]).transform(String)
const Someone = z
  .looseObject({ id: Id.optional().catch(undefined) })
  .nullish()
  .catch(null)
/** What stands in an event before anybody vouched for it: enough to know whose key to try. */
const Unverified = z.looseObject({
  timestamp: Id.optional().catch(undefined),
  oa_id: Id.optional().catch(undefined),
  recipient: Someone,
  sender: Someone,
})

/** People's events name the account as recipient, its own as sender, and those of the relation as `oa_id`. */
function namedIn(json: unknown): { ids: string[]; timestamp: string | undefined } {
  const event = Unverified.safeParse(json).data
  const ids = [event?.recipient?.id, event?.oa_id, event?.sender?.id]
  return { ids: ids.filter(id => id !== undefined), timestamp: event?.timestamp }
}

type Vouching = { by: Account; variant: object }

/**
 * The first account whose key fits; where none does, why the last did not. Accounts of one app share its keys, and trying
 * each for hundreds of them would let strangers keep the server busy.
 */
function vouchingFor(signed: SignedRequest, accounts: readonly Account[]): Vouching | { reason: string } {
  let reason = 'no-account'
  const keysOf = ({ options: { appId, oaSecretKey, appSecret } }: Account) =>
    JSON.stringify([appId, oaSecretKey, appSecret])
  for (const by of new Map(accounts.map(account => [keysOf(account), account])).values()) {
    const checked = checkSignature(signed, by.options)
    if (checked.kind === 'valid') return { by, variant: checked.variant }
    reason = checked.reason
  }
  return { reason }
}

/** Says once in which of the documented forms Zalo signs. */
function variantNotes(): (vouching: Vouching) => void {
  const seen = new Set<string>()
  return ({ by, variant }) => {
    const key = Object.values(variant).join(' ')
    if (seen.has(key)) return
    seen.add(key)
    by.options.log.info({ variant }, 'Zalo signs its events like this')
  }
}

const NewName = z.looseObject({ event_name: z.string().regex(/^[a-z0-9_]{1,60}$/i) })
/** Whoever may sign may also make names up. */
const MOST_NAMES = 50

/** Says the name of each new event once: Zalo may ask something of the agency by one, as what it shall do with a person's data. */
function unknownNotes(): (account: Account, json: unknown) => void {
  const seen = new Set<string>()
  return ({ account, options }, json) => {
    const name = NewName.safeParse(json).data?.event_name
    if (name === undefined || seen.has(name) || seen.size >= MOST_NAMES) return
    seen.add(name)
    options.log.warn(
      { account, kind: name },
      'Zalo posts an event that this version does not know; look up at developers.zalo.me what it asks for',
    )
  }
}
