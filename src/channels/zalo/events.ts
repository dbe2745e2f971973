import { z } from 'zod'
import type { Arrival, Echo, Media } from '../channel.ts'
import { readPlace } from './place.ts'

/** What a webhook event is to us. `reason` is a short name for the metrics. */
export type ReadEvent =
  | { kind: 'arrival'; arrival: Arrival }
  /** Of a message that the bot sent. */
  | { kind: 'echo'; echo: Echo }
  | { kind: 'ignored'; reason: string }

/** `receivedAt` stands in, in epoch milliseconds, where an event has no time of its own. */
export type EventContext = { account: string; oaId: string; receivedAt: number }

/**
 * Reads one verified event (JSON from `readJson`). Unknown fields are tolerated, unknown and unfit events are
 * ignored with a reason; never throws. A button tap comes as an ordinary text that holds the button's payload.
 */
export function readEvent(json: unknown, context: EventContext): ReadEvent {
  const name = Named.safeParse(json).data?.event_name
  if (name === undefined) return ignored('malformed_event')
  const what = WHAT.get(name) ?? (STAFF_OR_ECHO.has(name) ? spokenByOa : null)
  if (!what) return ignored(ignoredName(name))
  const event = Event.safeParse(json).data
  if (!event) return ignored('malformed_event')
  const { oa, person } = what === spokenByOa ? sentByOa(event) : sentToOa(event)
  if (oa !== context.oaId) return ignored(oa == null ? 'malformed_event' : 'other_oa')
  if (!person) return ignored('malformed_event')
  const happened = what(event)
  if (typeof happened === 'string') return ignored(happened)
  const messageId = event.message?.msg_id ?? madeId(name, person, event.timestamp)
  if (!messageId) return ignored('malformed_event')
  if (happened === OWN) {
    const text = event.message?.text || null
    return { kind: 'echo', echo: { account: context.account, person, messageId, mark: null, text } }
  }
  const at = Number(event.timestamp ?? context.receivedAt)
  return {
    kind: 'arrival',
    arrival: { account: context.account, person, messageId, at, what: happened },
  }
}

/** Taps carry the prefix that guidance writes (`TAP_PREFIX`): Zalo itself marks them with nothing. */
const TAP = '#dl:'

/**
 * Zalo writes ids as strings; numbers are taken too, so that a change of theirs loses nobody. An id with half a
 * surrogate would be one in memory and another in the database, so plain characters only.
 */
const Id = z.union([z.string().regex(/^[\x21-\x7e]{1,200}$/), z.int()]).transform(String)
const Time = z.union([z.string().regex(/^\d{1,16}$/), z.int().min(0)]).transform(String)
const Someone = z.looseObject({ id: Id })
const Named = z.looseObject({ event_name: z.string() })

const Event = z.looseObject({
  event_name: z.string(),
  timestamp: Time.nullish(),
  oa_id: Id.nullish(),
  user_id: Id.nullish(),
  follower: Someone.nullish(),
  recipient: Someone.nullish(),
  sender: z.looseObject({ id: Id, admin_id: Id.nullish() }).nullish(),
  message: z.looseObject({ msg_id: Id.nullish(), text: z.string().nullish() }).nullish(),
})
type Event = z.infer<typeof Event>

/** What happened, or why it is passed over. */
type What = (event: Event) => Arrival['what'] | typeof OWN | string

/** Said by the bot itself. */
const OWN = Symbol('own')

const WHAT = new Map<string, What>([
  ['user_send_text', said],
  ['user_send_image', media('image')],
  // Nobody takes a picture of a card that moves: it says how one feels.
  ['user_send_gif', media('sticker')],
  ['user_send_audio', media('voice')],
  ['user_send_video', media('video')],
  ['user_send_sticker', media('sticker')],
  ['user_send_link', media('link')],
  ['user_send_file', media('file')],
  ['user_send_location', sentPlace],
  ['user_send_business_card', sharedContact],
  ['user_submit_info', sharedContact],
  ['follow', () => ({ kind: 'arrived', link: null })],
  ['user_click_chatnow', () => ({ kind: 'arrived', link: null })],
  ['unfollow', () => ({ kind: 'unfollowed' })],
])

const STAFF_OR_ECHO = new Set([
  'oa_send_text',
  'oa_send_image',
  'oa_send_gif',
  'oa_send_list',
  'oa_send_file',
  'oa_send_sticker',
  'oa_send_template',
])

/**
 * Known, and nothing to answer: receipts, reactions, calls, and anonymous people, whom the usual way of sending does
 * not reach. Each is counted under its own name; families whose names are not all known, under their first words.
 */
const PASSED_OVER = new Set([
  'user_reacted_message',
  'oa_reacted_message',
  'user_received_message',
  'user_seen_message',
  'add_user_to_tag',
  'user_feedback',
  'oa_send_consent',
  'user_reply_consent',
  'oa_call_user',
  'user_call_oa',
  'shop_has_order',
  'change_oa_daily_quota',
  'change_oa_template_tags',
  'change_template_quality',
  'change_template_quota',
  'change_template_status',
  'create_group',
  'user_join_group',
  ...['text', 'image', 'file', 'sticker'].flatMap(kind => [
    `anonymous_send_${kind}`,
    `oa_send_anonymous_${kind}`,
  ]),
])
const PASSED_OVER_FAMILIES = ['oa_send_anonymous', 'anonymous', 'user_send_group', 'oa_send_group']

function ignoredName(name: string): string {
  if (PASSED_OVER.has(name)) return `ignored_${name}`
  const family = PASSED_OVER_FAMILIES.find(words => name.startsWith(`${words}_`))
  return family ? `ignored_${family}` : 'unknown_event'
}

function said(event: Event): Arrival['what'] | string {
  const text = event.message?.text ?? ''
  const payload = text.trim()
  if (payload === '') return 'empty_text'
  return payload.startsWith(TAP) ? { kind: 'tap', payload, title: null } : { kind: 'text', text }
}

function media(kind: Media): What {
  return event => ({ kind: 'media', media: kind, text: event.message?.text || null })
}

/** Zalo's own words for a place would say where in the transcript, so only the place itself is taken. */
function sentPlace(event: Event): Arrival['what'] {
  return { kind: 'media', media: 'location', text: null, at: readPlace(event.message) }
}

/** Names, phones, birthdays and addresses end here: that there were some is all that is taken in. */
function sharedContact(): Arrival['what'] {
  return { kind: 'media', media: 'contact', text: null }
}

/** Our own messages come back as echoes; only those that a person typed in the OA's chat name an admin. */
function spokenByOa(event: Event): Arrival['what'] | typeof OWN {
  if (!event.sender?.admin_id) return OWN
  return { kind: 'staffSpoke', text: event.message?.text || null }
}

/** Relationship events name the person as `follower` or `user_id` and the account as `oa_id`. */
function sentToOa(event: Event) {
  return {
    oa: event.recipient?.id ?? event.oa_id,
    person: event.sender?.id ?? event.follower?.id ?? event.user_id,
  }
}

function sentByOa(event: Event) {
  return { oa: event.sender?.id ?? event.oa_id, person: event.recipient?.id }
}

/** For events without a message: the same event delivered twice has the same id. */
function madeId(name: string, person: string, timestamp: string | null | undefined): string | null {
  return timestamp == null ? null : `${name}:${person}:${timestamp}`
}

function ignored(reason: string): ReadEvent {
  return { kind: 'ignored', reason }
}
