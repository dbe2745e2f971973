import { z } from 'zod'
import type { PlatformRequest, Sent } from '../channel.ts'
import { sentBy } from '../common/remedy.ts'
import { unanswered, unexplained } from '../common/unexplained.ts'
import { call } from './api.ts'
import { allowanceOf, monthOf, warningAt } from './cap.ts'
import { meaningOf, RATE_LIMIT_PAUSE_MS } from './errors.ts'
import type { ZaloBotOptions } from './options.ts'
import { BotRequest } from './request.ts'
import { wayOut } from './way-out.ts'

const ZALO_BOT = {
  name: 'Zalo Bot',
  setting: 'ZALO_BOT_TOKEN and ZALO_BOT_API_URL',
  pauseMs: RATE_LIMIT_PAUSE_MS,
}

/** The requests of one answer leave within this time; the way out is said once for all of them. */
const ONE_ANSWER_MS = 60_000

/**
 * Sends one call that `render` made. Never throws. Under a monthly cap it counts what Zalo took; of the last twentieth
 * each answer becomes one line with the web chat's address, and behind the cap nothing is sent. What staff are told goes out
 * all the same, also where the count cannot be read: it may be that the database is away. What may or may not have got
 * through is not counted, nor is the sign of somebody writing, which is tried once.
 */
export function sender(options: ZaloBotOptions): (request: PlatformRequest) => Promise<Sent> {
  const { monthlyCap, counts, now } = options
  /** When somebody was last shown the way out; of one month these are no more than a twentieth of the cap. */
  const shownTheWay = new Map<string, number>()

  async function sendUnderCap(request: BotRequest): Promise<Sent> {
    const month = monthOf(now())
    if (request.toStaff) return counted(month, await attempt(request, options))
    const allowance = allowanceOf(await counts.read(month), monthlyCap)
    if (allowance === 'free') return counted(month, await attempt(request, options))
    if (allowance === 'used-up')
      return {
        kind: 'dropped',
        reason: `all ${monthlyCap} messages of this month are sent; ZALO_BOT_MONTHLY_CAP says how many there are`,
        fault: true,
      }
    const person = request.body.chat_id
    if (now() - (shownTheWay.get(person) ?? Number.NEGATIVE_INFINITY) < ONE_ANSWER_MS)
      return { kind: 'dropped', reason: "the month's messages run out; the way to the web chat was shown" }
    const sent = await counted(month, await attempt(wayOut(person, options.publicUrl), options))
    if (sent.kind === 'sent') shownTheWay.set(person, now())
    return sent
  }

  /** What was sent is sent, even where it could not be counted. */
  async function counted(month: string, sent: Sent): Promise<Sent> {
    if (sent.kind !== 'sent') return sent
    try {
      const total = await counts.add(month)
      const warning = warningAt(total, monthlyCap)
      if (warning) options.log.warn({ account: options.account, sent: total, cap: monthlyCap }, warning)
    } catch (error) {
      options.log.error({ err: error }, 'A message of Zalo Bot was sent and could not be counted')
    }
    return sent
  }

  return async json => {
    const request = BotRequest.safeParse(json).data
    if (!request)
      return { kind: 'dropped', reason: 'this is no request of Zalo Bot: a fault of this program' }
    if (request.method === 'sendChatAction') return onceOnly(await attempt(request, options))
    if (monthlyCap === 0) return attempt(request, options)
    try {
      return await sendUnderCap(request)
    } catch {
      return { kind: 'retry', reason: "the month's messages could not be counted", afterMs: null }
    }
  }
}

const Result = z.looseObject({ message_id: z.union([z.string(), z.int()]).transform(String) })

/** The platform shows no echo of what it took: more tries in the dark would say the same again and again. */
const MOST_IN_THE_DARK = 2

async function attempt(request: BotRequest, options: ZaloBotOptions): Promise<Sent> {
  const sent = await oneCall(request, options)
  return sent.kind === 'unknown' ? { ...sent, atMost: MOST_IN_THE_DARK } : sent
}

async function oneCall({ method, body }: BotRequest, options: ZaloBotOptions): Promise<Sent> {
  const called = await call(options, method, body)
  switch (called.kind) {
    case 'ok':
      return { kind: 'sent', platformId: Result.safeParse(called.result).data?.message_id ?? null }
    case 'refused': {
      const { code, description, retryAfterMs } = called
      const told = `Zalo Bot error ${code ?? 'without a code'} (${description})`
      return sentBy(meaningOf(code, description), told, retryAfterMs)
    }
    case 'unreadable':
      return unexplained(called.answer, ZALO_BOT)
    case 'failed':
      return unanswered(called.answer, ZALO_BOT)
  }
}

/** Nobody waits for a sign, and what stands behind it must not. */
function onceOnly(sent: Sent): Sent {
  if (sent.kind === 'sent' || sent.kind === 'dropped' || sent.kind === 'stopped') return sent
  return { kind: 'dropped', reason: `${sent.reason}; a sign of writing is not repeated` }
}
