import { type Request, type Response, Router } from 'express'
import type { Channel, Door } from '../channel.ts'
import { jsonOrNothing } from '../common/json.ts'
import { isReachedFromOutside } from '../common/layout.ts'
import { accept, bytesOf, rawBody, refuse } from '../common/webhook.ts'
import { readBatch } from './batch.ts'
import type { MessengerOptions } from './options.ts'
import { render } from './render.ts'
import { sender } from './send.ts'
import { checkSignature, isSameSecret } from './signature.ts'

/** A reply gets through for so long after the person's last word (platform facts §8.3). */
const FREE_HOURS = 24

/**
 * One Facebook Page. Answers Meta's verification and takes its events at `/webhooks/messenger`, with 200 once all of
 * a call are on disk; Meta wants that within 5 seconds.
 */
export function messengerChannel(options: MessengerOptions): Channel {
  const account = `messenger:${options.pageId}`
  const send = sender(options)
  return {
    kind: 'messenger',
    freeHours: FREE_HOURS,
    reachesPages: isReachedFromOutside(options.publicUrl),
    account,
    routes: door => {
      const router = Router()
      router.get('/webhooks/messenger', verification(door, options))
      router.post('/webhooks/messenger', rawBody(door), webhook(account, door, options))
      return router
    },
    render: (reply, person) => render(reply, person, options.publicUrl),
    send,
  }
}

/** Meta asks once, when the operator enters the address; whoever knows the word gets the challenge back. */
function verification(door: Door, { verifyToken }: MessengerOptions) {
  return ({ query }: Request, response: Response) => {
    const token = query['hub.verify_token']
    const challenge = query['hub.challenge']
    const isRight = typeof token === 'string' && isSameSecret(token, verifyToken)
    if (query['hub.mode'] === 'subscribe' && isRight && typeof challenge === 'string')
      return response.type('text/plain').send(challenge)
    door.count('bad_verification')
    const message = 'hub.verify_token does not fit. Enter the value of MESSENGER_VERIFY_TOKEN at Meta.'
    return refuse(response, 403, 'bad_verification', message)
  }
}

function webhook(account: string, door: Door, options: MessengerOptions) {
  return async (request: Request, response: Response) => {
    const bytes = bytesOf(request)
    const json = jsonOrNothing(bytes.toString('utf8'))
    if (json === undefined) {
      door.count('malformed_json')
      return refuse(response, 400, 'malformed_json', 'The body is no JSON. Send events as Meta writes them.')
    }
    const checked = checkSignature(bytes, request.get('X-Hub-Signature-256'), options.appSecret)
    if (checked.kind === 'invalid') {
      door.count('bad_signature')
      options.log.warn({ reason: checked.reason }, 'A webhook call did not bear the signature of Meta')
      const message = 'X-Hub-Signature-256 does not fit. Check MESSENGER_APP_SECRET.'
      return refuse(response, 401, 'bad_signature', message)
    }

    const { appId, pageId } = options
    const { arrivals, passedOver } = readBatch(json, { account, appId, pageId, receivedAt: options.now() })
    for (const reason of passedOver) door.count(reason)
    try {
      if (arrivals.length > 0) await door.receive(arrivals)
    } catch (error) {
      door.count('store_unavailable')
      options.log.error({ err: error }, 'Events of Messenger could not be stored')
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
