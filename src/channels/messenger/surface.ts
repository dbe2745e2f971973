import { type Request, type Response, Router } from 'express'
import type { Door, Served, Surface } from '../channel.ts'
import { jsonOrNothing } from '../common/json.ts'
import { isSameSecret } from '../common/same-secret.ts'
import { accept, bytesOf, rawBody, refuse } from '../common/webhook.ts'
import { type Batch, readBatch } from './batch.ts'
import type { Log } from './options.ts'
import { checkSignature } from './signature.ts'

/** What the address must know of each Page. */
export type MessengerSurfaceOptions = {
  appId: string
  appSecret: string
  pageId: string
  verifyToken: string
  now(): number
  log: Log
}
type Page = Served<MessengerSurfaceOptions>

/**
 * `/webhooks/messenger` for all Pages: answers Meta's verification, and takes calls that may hold events of several
 * Pages. A call is signed by one app, and only Pages of that app are heard in it. Answers 200 once all events are on disk;
 * Meta wants that within 5 seconds.
 */
export const messengerSurface: Surface<MessengerSurfaceOptions> = (served, count) =>
  Router()
    .get('/webhooks/messenger', verification(served, count))
    .post('/webhooks/messenger', rawBody({ count }), webhook(served, count))

/** Meta asks once, when the operator enters the address; whoever knows the word gets the challenge back. */
function verification(served: readonly Page[], count: Door['count']) {
  return ({ query }: Request, response: Response) => {
    const token = query['hub.verify_token']
    const challenge = query['hub.challenge']
    const isRight =
      typeof token === 'string' &&
      served.filter(({ options }) => isSameSecret(token, options.verifyToken)).length > 0
    if (query['hub.mode'] === 'subscribe' && isRight && typeof challenge === 'string')
      return response.type('text/plain').send(challenge)
    count('bad_verification')
    const message = 'hub.verify_token does not fit. Enter the verify token of the account at Meta.'
    return refuse(response, 403, 'bad_verification', message)
  }
}

function webhook(served: readonly Page[], count: Door['count']) {
  return async (request: Request, response: Response) => {
    const bytes = bytesOf(request)
    const json = jsonOrNothing(bytes.toString('utf8'))
    if (json === undefined) {
      count('malformed_json')
      return refuse(response, 400, 'malformed_json', 'The body is no JSON. Send events as Meta writes them.')
    }
    const header = request.get('X-Hub-Signature-256')
    const checked = checkedBySecret(bytes, header, served)
    const pages = checked.flatMap(one => (one.kind === 'valid' ? one.pages : []))
    const [first] = pages
    if (!first) {
      count('bad_signature')
      const reason = checked.flatMap(one => (one.kind === 'invalid' ? [one.reason] : []))[0]
      served[0]?.options.log.warn({ reason }, 'A webhook call did not bear the signature of Meta')
      const message = 'X-Hub-Signature-256 does not fit. Check the app secret of the accounts.'
      return refuse(response, 401, 'bad_signature', message)
    }

    const receivedAt = first.options.now()
    const batch = readBatch(
      json,
      pages.map(({ account, options: { appId, pageId } }) => ({ account, appId, pageId, receivedAt })),
    )
    for (const reason of batch.passedOver) count(reason)
    for (const _ of batch.echoes) count('own_echo')
    try {
      await handOn(pages, batch)
    } catch (error) {
      count('store_unavailable')
      first.options.log.error({ err: error }, 'Events of Messenger could not be stored')
      return refuse(
        response,
        503,
        'store_unavailable',
        'The events could not be stored. Send them again later.',
      )
    }
    return accept(response)
  }
}

/** Pages of one app share its secret, and a call may be large: it is looked at once for all of them. */
function checkedBySecret(bytes: Buffer, header: string | undefined, served: readonly Page[]) {
  const bySecret = Map.groupBy(served, ({ options }) => options.appSecret)
  return [...bySecret].map(([secret, pages]) => ({ pages, ...checkSignature(bytes, header, secret) }))
}

/** Where one Page's events cannot be stored the whole call fails and is sent again; what was taken is known by its ids. */
async function handOn(pages: readonly Page[], { arrivals, echoes }: Batch): Promise<void> {
  const arrived = Map.groupBy(arrivals, ({ account }) => account)
  const echoed = Map.groupBy(echoes, ({ account }) => account)
  await Promise.all(
    pages.map(async ({ account, door }) => {
      const own = echoed.get(account)
      if (own) await door.echoed?.(own)
      const theirs = arrived.get(account)
      if (theirs) await door.receive(theirs)
    }),
  )
}
