import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Channel, Door } from '../channel.ts'
import { jsonOrNothing } from '../common/json.ts'
import { isReachedFromOutside } from '../common/layout.ts'
import { accept, bytesOf, rawBody, refuse } from '../common/webhook.ts'
import { readEvent } from './events.ts'
import type { ZaloOptions } from './options.ts'
import { render } from './render.ts'
import { send } from './send.ts'
import { checkSignature } from './signature.ts'
import { ZaloToken } from './token.ts'

/** A consultation message is free for so long after the person's last word (platform facts §2.3). */
const FREE_HOURS = 48

/**
 * One Zalo Official Account. Takes its events at `POST /webhooks/zalo` and answers 200 once they are on disk;
 * Zalo wants that within 2 seconds.
 */
export function zaloChannel(options: ZaloOptions): Channel {
  const account = `zalo:${options.oaId}`
  const token = new ZaloToken(options)
  return {
    kind: 'zalo',
    freeHours: FREE_HOURS,
    reachesPages: isReachedFromOutside(options.publicUrl),
    account,
    routes: door => {
      const router = Router()
      router.post('/webhooks/zalo', rawBody(door), webhook(account, door, options))
      return router
    },
    render: (reply, person) => render(reply, person, options.publicUrl),
    send: request => send(request, token, options),
  }
}

const Timestamped = z.looseObject({ timestamp: z.union([z.string(), z.number()]) })

function webhook(account: string, door: Door, options: ZaloOptions) {
  const variantsSeen = new Set<string>()
  return async (request: Request, response: Response) => {
    const bytes = bytesOf(request)
    const text = bytes.toString('utf8')
    const signature = request.get('X-ZEvent-Signature')
    // Zalo tries a new address with this.
    if (text.trim() === '{}' && signature === undefined) return accept(response)

    const json = jsonOrNothing(text)
    if (json === undefined) {
      door.count('malformed_json')
      return refuse(response, 400, 'malformed_json', 'The body is no JSON. Send the event as Zalo writes it.')
    }
    const timestamp = Timestamped.safeParse(json).data?.timestamp
    const checked = checkSignature(
      {
        rawBody: bytes,
        signature,
        bodyTimestamp: timestamp === undefined ? undefined : String(timestamp),
        headerTimestamp: request.get('X-ZEvent-Timestamp'),
      },
      options,
    )
    if (checked.kind === 'invalid') {
      door.count('bad_signature')
      options.log.warn({ reason: checked.reason }, 'A webhook call did not bear the signature of Zalo')
      const message = 'X-ZEvent-Signature does not fit. Check ZALO_APP_ID and ZALO_OA_SECRET_KEY.'
      return refuse(response, 401, 'bad_signature', message)
    }
    const variant = Object.values(checked.variant).join(' ')
    if (!variantsSeen.has(variant)) {
      variantsSeen.add(variant)
      options.log.info({ variant: checked.variant }, 'Zalo signs its events like this')
    }

    const event = readEvent(json, { account, oaId: options.oaId, receivedAt: options.now() })
    if (event.kind === 'ignored') {
      door.count(event.reason)
      return accept(response)
    }
    try {
      await door.receive([event.arrival])
    } catch (error) {
      door.count('store_unavailable')
      options.log.error({ err: error }, 'An event of Zalo could not be stored')
      return refuse(response, 503, 'store_unavailable', 'The event could not be stored. Send it again later.')
    }
    return accept(response)
  }
}
