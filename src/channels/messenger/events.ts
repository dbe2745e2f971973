import { z } from 'zod'
import type { Arrival, Echo } from '../channel.ts'
import { mediaOf } from './attachments.ts'
import { markIn } from './metadata.ts'

/** What one item of a call is to us. `reason` is a short name for the metrics. */
export type ReadEvent =
  | { kind: 'arrival'; arrival: Arrival }
  /** Of a message that the bot sent. */
  | { kind: 'echo'; echo: Echo }
  | { kind: 'ignored'; reason: string }

/** `receivedAt` stands in, in epoch milliseconds, where an event has no time of its own. */
export type EventContext = { account: string; appId: string; pageId: string; receivedAt: number }

/**
 * Reads one item of `messaging` or `standby` (platform facts §7.2); JSON from `readJson`. A message that a link led to
 * is two arrivals. Never throws.
 */
export function readEvent(json: unknown, context: EventContext): ReadEvent[] {
  const item = Item.safeParse(json).data
  if (!item) return [ignored('malformed_event')]
  const happened = happenedIn(item, context)
  if (typeof happened === 'string') return [ignored(happened)]
  const isEcho = item.message?.is_echo === true
  const [page, person] = isEcho ? [item.sender, item.recipient] : [item.recipient, item.sender]
  if (!page || !person) return [ignored('malformed_event')]
  if (page.id !== context.pageId) return [ignored('other_page')]
  if (happened === OWN) return [echoOf(item.message, context.account, person.id)]
  return happened.map(({ id, what }): ReadEvent => {
    const messageId = id ?? madeId(what.kind, person.id, item.timestamp)
    if (messageId === null) return ignored('malformed_event')
    const at = item.timestamp ?? context.receivedAt
    return { kind: 'arrival', arrival: { account: context.account, person: person.id, messageId, at, what } }
  })
}

/** Half a surrogate in an id would be one thing in memory and another in the database, so plain characters only. */
const Id = z.union([z.string().regex(/^[\x21-\x7e]{1,200}$/), z.int()]).transform(String)
const Time = z.coerce.number().int().min(0).max(8.64e15)
const Someone = z.looseObject({ id: Id })
const Referral = z.looseObject({ ref: z.string().nullish() })
const Owner = z.looseObject({ new_owner_app_id: Id.nullish() })

const Message = z.looseObject({
  mid: Id.nullish(),
  text: z.string().nullish(),
  quick_reply: z.looseObject({ payload: z.string() }).nullish(),
  attachments: z.array(z.unknown()).nullish(),
  referral: Referral.nullish(),
  is_echo: z.boolean().nullish(),
  is_deleted: z.boolean().nullish(),
  is_unsupported: z.boolean().nullish(),
  app_id: Id.nullish(),
  metadata: z.string().nullish(),
})
type Message = z.infer<typeof Message>

const Postback = z.looseObject({
  mid: Id.nullish(),
  title: z.string().nullish(),
  /** Missing in standby. */
  payload: z.string().nullish(),
  referral: Referral.nullish(),
})

const Item = z.looseObject({
  sender: Someone.nullish(),
  recipient: Someone.nullish(),
  timestamp: Time.nullish(),
  message: Message.nullish(),
  message_edit: z.looseObject({ mid: Id, text: z.string(), num_edit: z.int().nullish() }).nullish(),
  postback: Postback.nullish(),
  referral: Referral.nullish(),
  pass_thread_control: Owner.nullish(),
  take_thread_control: Owner.nullish(),
})
type Item = z.infer<typeof Item>

/** `id` is null where Meta gave none. */
type Happened = { id: string | null; what: Arrival['what'] }

/** Said by the bot itself. */
const OWN = Symbol('own')

/** Known, and nothing to answer. */
const PASSED_OVER = [
  'delivery',
  'read',
  'reaction',
  'optin',
  'request_thread_control',
  'app_roles',
  'account_linking',
  'policy_enforcement',
] as const

/** What happened, or why it is passed over. */
function happenedIn(item: Item, context: EventContext): Happened[] | typeof OWN | string {
  const { message, message_edit: edit, postback, referral } = item
  if (message?.is_echo) return spokenByPage(message, context)
  if (message) return saidIn(message)
  if (edit) return edited(edit, item.timestamp)
  if (postback) return pressed(postback)
  if (referral) return [{ id: null, what: { kind: 'arrived', link: linkOf(referral) } }]
  if (item.pass_thread_control) return handedOver(item.pass_thread_control, context.appId, context.appId)
  if (item.take_thread_control) return handedOver(item.take_thread_control, null, context.appId)
  const known = PASSED_OVER.find(name => name in item)
  return known ? `ignored_${known}` : 'unknown_event'
}

function saidIn(message: Message): Happened[] | string {
  if (message.is_deleted) return 'unsent'
  const id = message.mid ?? null
  const link = linkOf(message.referral)
  const arrived: Happened[] =
    link === null ? [] : [{ id: id && `${id}:referral`, what: { kind: 'arrived', link } }]
  const what = contentOf(message)
  if (what) return [...arrived, { id, what }]
  return arrived.length > 0 ? arrived : 'empty_message'
}

function contentOf(message: Message): Arrival['what'] | null {
  const text = message.text?.trim() ? message.text : null
  if (message.quick_reply) return chosen(message.quick_reply.payload, text)
  if (message.attachments?.length) return mediaOf(message.attachments, text)
  if (text !== null) return { kind: 'text', text }
  return message.is_unsupported ? { kind: 'media', media: 'other', text: null } : null
}

/** A message that was mended is read anew: the person waits for an answer to what it says now. */
function edited(edit: NonNullable<Item['message_edit']>, timestamp: Item['timestamp']): Happened[] | string {
  const { mid, text, num_edit: count } = edit
  if (text.trim() === '') return 'empty_message'
  return [{ id: `${mid}:edit:${count ?? timestamp ?? 0}`, what: { kind: 'text', text } }]
}

/** Get Started, a button of ours, or one that the operator made on the Page (menu, ice breaker). */
function pressed(postback: z.infer<typeof Postback>): Happened[] {
  const { payload, referral } = postback
  const id = postback.mid ?? null
  const title = postback.title?.trim() || null
  const isOurs = payload?.startsWith(TAP) === true
  const link = linkOf(referral)
  const isStart = /^get_?started/i.test(payload ?? '')
  if (!isOurs && (referral || isStart)) return [{ id, what: { kind: 'arrived', link } }]
  const what = chosen(payload ?? '', title)
  return link === null
    ? [{ id, what }]
    : [
        { id: id && `${id}:referral`, what: { kind: 'arrived', link } },
        { id, what },
      ]
}

/** Taps carry the prefix that guidance writes (`TAP_PREFIX`); of all other buttons the words on them are what counts. */
const TAP = '#dl:'

function chosen(payload: string, title: string | null): Arrival['what'] {
  if (payload.startsWith(TAP) || title === null) return { kind: 'tap', payload, title }
  return { kind: 'text', text: title }
}

/** A volunteer's code, whatever the `source`: Meta's own pages spell that in two ways. Nothing else is a link to us. */
function linkOf(referral: z.infer<typeof Referral> | null | undefined): string | null {
  const ref = referral?.ref ?? ''
  return /^[\w-]{1,64}$/.test(ref) ? ref : null
}

/** Echoes of what the bot sent bear our app id or our metadata; all others are staff's, or another tool's of the Page. */
function spokenByPage(message: Message, { appId }: EventContext): Happened[] | typeof OWN | string {
  if (message.app_id === appId || markIn(message.metadata) !== undefined) return OWN
  if (message.is_deleted) return 'unsent'
  return [
    {
      id: message.mid ?? null,
      what: { kind: 'staffSpoke', text: message.text?.trim() ? message.text : null },
    },
  ]
}

function echoOf(message: Item['message'], account: string, person: string): ReadEvent {
  const { mid, text, metadata } = message ?? {}
  if (mid == null) return ignored('malformed_event')
  return {
    kind: 'echo',
    echo: { account, person, messageId: mid, mark: markIn(metadata) ?? null, text: text || null },
  }
}

/** `usual` is who has the conversation now where Meta does not say: whoever got it, or not the one who is told. */
function handedOver(owner: z.infer<typeof Owner>, usual: string | null, appId: string): Happened[] {
  const isOurs = (owner.new_owner_app_id ?? usual) === appId
  return [{ id: null, what: isOurs ? { kind: 'handedBack' } : { kind: 'staffSpoke', text: null } }]
}

/** For events without an id: the same event delivered twice has the same. */
function madeId(kind: string, person: string, timestamp: number | null | undefined): string | null {
  return timestamp == null ? null : `${kind}:${person}:${timestamp}`
}

function ignored(reason: string): ReadEvent {
  return { kind: 'ignored', reason }
}
