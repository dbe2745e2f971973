import type { Channel, PlatformRequest, Sent } from '../channels/channel.ts'
import type { OutboxRow } from '../store/records/queues.ts'

export type AttemptOptions = {
  /** Asked right before a request leaves: what is done instead, or null where it may leave. */
  holdBack?: (row: OutboxRow) => Promise<Sent | null>
  /** These cannot be sent any more, or not now: they are offered when the person writes again. */
  onKept?: (rows: readonly OutboxRow[]) => Promise<void>
  onError: (error: unknown) => void
}

/** Tries to send a row. What cannot be sent and is worth it is kept before this resolves. Never rejects. */
export async function attempt(channel: Channel, row: OutboxRow, options: AttemptOptions): Promise<Sent> {
  const sent = afterLastTry(await send(channel, row, options), row)
  if (sent.kind !== 'dropped' || !sent.keep) return sent
  try {
    await options.onKept?.([row])
    return sent
  } catch (error) {
    options.onError(error)
    return { kind: 'retry', reason: `${sent.reason}; it could not be kept`, afterMs: null }
  }
}

/** A request that a channel cannot even read is a fault of ours, and must not hold up a conversation for a day. */
const MOST_FAULTS = 6

async function send(channel: Channel, row: OutboxRow, options: AttemptOptions): Promise<Sent> {
  try {
    const instead = await options.holdBack?.(row)
    if (instead) return instead
  } catch (error) {
    options.onError(error)
    return { kind: 'retry', reason: 'it could not be seen whether it may leave', afterMs: null }
  }
  try {
    const request: PlatformRequest = JSON.parse(row.request)
    return await channel.send(request, row.id)
  } catch (error) {
    options.onError(error)
    return { kind: 'retry', reason: 'the channel failed; see the log', afterMs: null, atMost: MOST_FAULTS }
  }
}

/** Enough was tried: it is kept, and somebody should see why. */
function afterLastTry(sent: Sent, { attempts }: OutboxRow): Sent {
  if (sent.kind !== 'retry' && sent.kind !== 'unknown') return sent
  if (sent.atMost === undefined || attempts + 1 < sent.atMost) return sent
  const { ease } = sent
  const reason = `${sent.reason}; tried ${attempts + 1} times`
  return { kind: 'dropped', reason, keep: true, fault: true, ...(ease && { ease }) }
}
