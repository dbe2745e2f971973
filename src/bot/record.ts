import type { Channel, Message, OutgoingReply, PlatformRequest } from '../channels/channel.ts'
import { TAP_PREFIX, writeAction } from '../guidance/action.ts'
import type { Conversation } from '../guidance/conversation.ts'
import type { Outcome, Reply } from '../guidance/outcome.ts'
import type { AuditEntry } from '../store/records/audit.ts'
import type { LoadedConversation } from '../store/records/conversation.ts'
import type { ConversationChange, TurnRecord } from '../store/records/turn.ts'
import type { Intent } from '../understanding/intent.ts'
import { redactAll } from '../understanding/private/redact.ts'
import type { Happening } from './happening.ts'
import { withSealed } from './own-page.ts'
import { plainPage } from './plain-page.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A reply that could not be delivered for a day answers nobody any more. */
export const REPLY_WORTH_MS = DAY_MS
/** Whoever prepared papers a month ago had better look at them anew. */
const SLIP_WORTH_MS = 30 * DAY_MS

/**
 * What a turn is recorded from. `claimed` and `job` name the rows that it finishes; until `leasedUntil` this process
 * may send what it says.
 */
export type FinishedTurn = {
  happening: Happening
  stored: LoadedConversation | null
  before: Conversation
  outcome: Outcome
  intents: readonly Intent[]
  channel: Channel | undefined
  unit: string
  keepDays: number
  now: number
  newId: () => string
  claimed: string | null
  job: string | null
  leasedUntil: number | null
  sealOwnPage?: ((conversation: string) => string) | undefined
  /** What staff wrote as it comes from the sender that the bot's own words come from. */
  fromStaff?: (words: string) => string
}

/** One finished turn as the rows that one transaction writes. */
export function recordTurn(turn: FinishedTurn): TurnRecord {
  const { happening, now } = turn
  return {
    inbox: {
      account: happening.account,
      person: happening.person,
      messageId: happening.messageId,
      receivedAt: now,
      claimed: turn.claimed,
      status: 'done',
    },
    job: turn.job,
    change: changeOf(turn),
  }
}

function changeOf(turn: FinishedTurn): ConversationChange {
  const { happening, stored, outcome, now, newId } = turn
  const fresh = stored === null || outcome.erased
  const id = fresh ? newId() : stored.id
  const theirs = outcome.erased ? null : personMessage(turn)
  const firstSeq = fresh ? 1 : stored.nextSeq
  const bodies = [...(theirs ? [theirs] : []), ...outcome.replies.map(botMessage)]
  const messages = bodies.map((body, index) => ({
    seq: firstSeq + index,
    from: body.from,
    body: JSON.stringify(body),
    at: now,
    expires: now + turn.keepDays * DAY_MS,
  }))
  const repliesFrom = firstSeq + (theirs ? 1 : 0)
  return {
    conversation: {
      account: happening.account,
      person: happening.person,
      id,
      personId: fresh ? newId() : stored.personId,
      revision: fresh ? 1 : stored.revision + 1,
      nextSeq: firstSeq + bodies.length,
      unit: stored?.unit ?? turn.unit,
      state: JSON.stringify(outcome.conversation),
    },
    firstLink: outcome.conversation.firstLink,
    lastLink: outcome.conversation.lastLink,
    forgetAt: outcome.conversation.forgetAt,
    erase: outcome.erased,
    messages,
    outbox: [
      ...staffRequests(turn, firstSeq),
      ...outcome.replies.flatMap((reply, index) => requests(turn, reply, repliesFrom + index, id)),
    ],
    jobs: outcome.jobs,
    cancelled: outcome.cancelled,
    ...figuresOf(turn),
    slips: outcome.slips.map(slip => ({
      code: slip.code,
      body: JSON.stringify(slip),
      expires: now + SLIP_WORTH_MS,
    })),
    handOffs: outcome.erased || turn.channel?.uncounted ? [] : outcome.handOffs,
    audit: auditOf(turn, id),
    silencedBefore: outcome.silenced && !fresh ? firstSeq : null,
  }
}

/** What somebody of the staff did, where it is known who; of a conversation that nobody handed over it names that. */
function auditOf(
  { happening: { what }, before, outcome, now, newId }: FinishedTurn,
  conversation: string,
): AuditEntry[] {
  if ((what.kind !== 'staffSpoke' && what.kind !== 'handedBack') || what.by === undefined) return []
  const handOff = outcome.conversation.handOff ?? before.handOff
  const action = what.kind === 'staffSpoke' ? 'answered' : 'gave_back'
  return [
    { id: newId(), staff: what.by, action, target: handOff?.id ?? before.wordLeft ?? conversation, at: now },
  ]
}

type Figures = Pick<ConversationChange, 'runs' | 'visits' | 'events' | 'questions'>

/** What enters the figures; nothing does where people only try the bot out. */
function figuresOf(turn: FinishedTurn): Figures {
  const { channel, outcome, now } = turn
  if (channel?.uncounted) return { runs: [], visits: [], events: [], questions: [] }
  return {
    runs: outcome.runs,
    visits: outcome.visits,
    events: outcome.events.map(event => ({ event, at: now })),
    questions: questionsOf(turn),
  }
}

/** A message of the transcript without its number. */
export type MessageBody = Omit<Message, 'seq'>

function botMessage(reply: Reply): MessageBody {
  return {
    from: 'bot',
    text: reply.text,
    choices: outgoing(reply).choices,
    images: reply.picture ? [{ url: `/pictures/${reply.picture.file}`, alt: reply.picture.alt }] : [],
    links: [
      ...reply.links,
      ...plainPage(reply.about),
      ...(reply.calls ?? []).map(({ title, phone }) => ({ title, url: `tel:${phone}` })),
    ],
    progress: reply.progress,
  }
}

/** What the person did, as the transcript keeps it: dossier codes are masked, everything else was at the door. */
function personMessage({ happening: { what }, before, intents, channel }: FinishedTurn): MessageBody | null {
  const text = (() => {
    switch (what.kind) {
      case 'text':
        // What a swindler wrote is nobody's to keep.
        return intents.some(isPasted) ? PASTED_SIGN : redactAll(what.text).text
      case 'tap':
        return titleOf(what.payload, before) ?? (what.title && redactAll(what.title).text)
      case 'media':
        return what.text ? redactAll(what.text).text : MEDIA_SIGNS[what.media]
      case 'overheard':
        return what.text ? redactAll(what.text).text : what.media && MEDIA_SIGNS[what.media]
      case 'staffSpoke':
        // Where people fetch what is said, the transcript is how they get it.
        if (what.deliver && channel?.freeHours === null) return what.text
        return what.text ? redactAll(what.text).text : null
      default:
        return null
    }
  })()
  if (!text) return null
  const from = what.kind === 'staffSpoke' ? 'staff' : 'person'
  return { from, text, choices: [], images: [], links: [], progress: null }
}

const PASTED_SIGN = '⚠️'

function isPasted(intent: Intent): boolean {
  return intent.kind === 'suspicious' && !intent.suspicion.seeksPortal
}

/** Of what was sent the transcript keeps a sign alone: no place, no number, no address of a file. */
const MEDIA_SIGNS = {
  image: '🖼',
  voice: '🎤',
  video: '🎬',
  sticker: '🙂',
  file: '📎',
  link: '🔗',
  contact: '👤',
  location: '📍',
  other: '📎',
} as const

function titleOf(payload: string, before: Conversation): string | null {
  if (!payload.startsWith(TAP_PREFIX)) return null
  return before.prompt.find(choice => writeAction(choice.action) === payload)?.title ?? null
}

/** What staff wrote in this house, on its way to the person. */
function staffRequests(turn: FinishedTurn, seq: number): ConversationChange['outbox'] {
  const { what } = turn.happening
  if (what.kind !== 'staffSpoke' || !what.deliver || !what.text) return []
  const text = turn.fromStaff?.(what.text) ?? what.text
  const reply: OutgoingReply = { text, choices: [], picture: null, links: [], progress: null, working: false }
  return rowsOf(turn, turn.channel?.render(reply, turn.happening.person) ?? [], seq)
}

function requests(
  turn: FinishedTurn,
  reply: Reply,
  seq: number,
  conversation: string,
): ConversationChange['outbox'] {
  const { channel, happening, sealOwnPage } = turn
  const said = outgoing(reply)
  const links = channel?.reachesPages ? [...said.links, ...plainPage(reply.about)] : said.links
  const rendered =
    channel?.render({ ...said, links: withSealed(links, conversation, sealOwnPage) }, happening.person) ?? []
  return rowsOf(turn, rendered, seq)
}

function rowsOf(
  { now, stored, leasedUntil }: FinishedTurn,
  rendered: readonly PlatformRequest[],
  seq: number,
): ConversationChange['outbox'] {
  return rendered.map((request, part) => ({
    seq,
    part,
    request: JSON.stringify(request),
    notBefore: now,
    expires: now + REPLY_WORTH_MS,
    // What was said before leaves first, and may not be this process's to send.
    leasedUntil: stored?.unsent ? null : leasedUntil,
  }))
}

function outgoing(reply: Reply): OutgoingReply {
  return {
    ...reply,
    choices: reply.choices.map(({ title, action, secondary, keepsButton }) => ({
      title,
      payload: writeAction(action),
      secondary: secondary === true,
      ...(keepsButton && { keepsButton }),
    })),
  }
}

/** What was not understood becomes a work list for staff; cards, phones, e-mails and codes are masked in it. */
function questionsOf({
  happening,
  outcome,
  intents,
  before,
  now,
}: FinishedTurn): ConversationChange['questions'] {
  const { what } = happening
  if (what.kind !== 'text') return []
  const asked = outcome.events
    .filter(event => event.type === 'question_asked')
    .find(event => event.status !== 'answered')
  if (!asked) return []
  const candidates = intents.flatMap(intent =>
    intent.kind === 'unsure' ? intent.candidates.map(({ topic }) => topic) : [],
  )
  return [
    {
      text: redactAll(what.text).text,
      at: now,
      status: asked.status,
      candidates: JSON.stringify(candidates),
      step: before.visit?.path ?? null,
    },
  ]
}
