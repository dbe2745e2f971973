import { type Request, type Response, Router } from 'express'
import type { Door, Served, Surface } from '../channel.ts'
import { jsonOrNothing } from '../common/json.ts'
import { isSameSecret } from '../common/same-secret.ts'
import { accept, bytesOf, rawBody, refuse } from '../common/webhook.ts'
import { readUpdate } from './events.ts'
import type { Log } from './options.ts'

/** What the address must know of each bot. */
export type ZaloBotSurfaceOptions = { secretToken: string; now(): number; log: Log }
type Bot = Served<ZaloBotSurfaceOptions>

/**
 * `POST /webhooks/zalo-bot` for all bots of this installation: takes one update a call and answers 200 once it is on disk.
 * An update names no bot, so the secret that it bears says which one is meant; no two bots may share one.
 */
export const zaloBotSurface: Surface<ZaloBotSurfaceOptions> = (served, count) =>
  Router().post('/webhooks/zalo-bot', rawBody({ count }), webhook(served, count))

function webhook(served: readonly Bot[], count: Door['count']) {
  return async (request: Request, response: Response) => {
    const json = jsonOrNothing(bytesOf(request).toString('utf8'))
    if (json === undefined) {
      count('malformed_json')
      return refuse(
        response,
        400,
        'malformed_json',
        'The body is no JSON. Send the update as Zalo writes it.',
      )
    }
    const secret = request.get('X-Bot-Api-Secret-Token')
    const meant = botsMeant(served, secret)
    const [bot] = meant
    if (!bot || meant.length > 1) {
      count('bad_signature')
      served[0]?.options.log.warn(
        { reason: secret === undefined ? 'missing' : bot ? 'several bots share it' : 'no-match' },
        'A webhook call did not bear the secret token of just one Zalo bot',
      )
      const message =
        'X-Bot-Api-Secret-Token does not fit one bot. Give each its own, and run "npm run zalo-bot -- set-webhook".'
      return refuse(response, 401, 'bad_signature', message)
    }
    const { account, options, door } = bot
    const event = readUpdate(json, { account, receivedAt: options.now() })
    if (event.kind === 'ignored') {
      door.count(event.reason)
      return accept(response)
    }
    try {
      await door.receive([event.arrival])
    } catch (error) {
      door.count('store_unavailable')
      options.log.error({ err: error, account }, 'An update of Zalo Bot could not be stored')
      return refuse(
        response,
        503,
        'store_unavailable',
        'The update could not be stored. Send it again later.',
      )
    }
    return accept(response)
  }
}

/** Every secret is looked at, so that the time says nothing about which came near. */
function botsMeant(served: readonly Bot[], secret: string | undefined): Bot[] {
  const fitting = served.filter(({ options }) => isSameSecret(secret ?? '', options.secretToken))
  return secret === undefined ? [] : fitting
}
