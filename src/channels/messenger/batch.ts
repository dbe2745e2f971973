import { z } from 'zod'
import type { Arrival, Echo } from '../channel.ts'
import { type EventContext, type ReadEvent, readEvent } from './events.ts'
import { overheard } from './standby.ts'

/** What one webhook call brought: arrivals by the time when they happened, and a short name for all else. */
export type Batch = { arrivals: Arrival[]; echoes: Echo[]; passedOver: string[] }

/**
 * Reads one verified call, which holds up to 1,000 events of several people and Pages (platform facts §7.1); `pages` are
 * those that the caller may speak for. Unknown fields are tolerated, unknown and unfit events passed over one by one; never
 * throws.
 */
export function readBatch(json: unknown, pages: readonly EventContext[]): Batch {
  const call = Call.safeParse(json).data
  if (!call)
    return {
      arrivals: [],
      echoes: [],
      passedOver: [Named.safeParse(json).success ? 'malformed_event' : 'unknown_object'],
    }
  const read = call.entry.flatMap(entry => readEntry(entry, pages))
  const arrivals = read.flatMap(event => (event.kind === 'arrival' ? [event.arrival] : []))
  return {
    // Late deliveries mix with new ones, and a referral may stand behind the message that it led to.
    arrivals: arrivals.sort((one, other) => one.at - other.at),
    echoes: read.flatMap(event => (event.kind === 'echo' ? [event.echo] : [])),
    passedOver: read.flatMap(event => (event.kind === 'ignored' ? [event.reason] : [])),
  }
}

const Named = z.looseObject({ object: z.literal('page') })
const Call = Named.extend({ entry: z.array(z.unknown()) })
const list = z.array(z.unknown()).nullish().catch(null)
const Entry = z.looseObject({
  id: z.union([z.string(), z.int()]).transform(String),
  messaging: list,
  standby: list,
  changes: list,
})

function readEntry(json: unknown, pages: readonly EventContext[]): ReadEvent[] {
  const entry = Entry.safeParse(json).data
  if (!entry) return [{ kind: 'ignored', reason: 'malformed_event' }]
  const context = pages.find(({ pageId }) => pageId === entry.id)
  if (!context) return [{ kind: 'ignored', reason: 'other_page' }]
  const { messaging, standby, changes } = entry
  const events = [
    ...(messaging ?? []).flatMap(item => readEvent(item, context)),
    ...(standby ?? []).flatMap(item => readEvent(item, context).flatMap(overheard)),
    ...(changes ?? []).map((): ReadEvent => ({ kind: 'ignored', reason: 'ignored_change' })),
  ]
  return events.length > 0 ? events : [{ kind: 'ignored', reason: 'empty_entry' }]
}
