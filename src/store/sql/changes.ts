import { randomUUID } from 'node:crypto'
import type { Event } from '../../guidance/events.ts'
import type { Database, EventsTable } from '../schema.ts'
import type { ChangedTurn } from './changed-turn.ts'

/** The row of a turn's conversation. */
export function conversation({ change, inbox }: ChangedTurn): Database['conversations'] {
  const { id, account, person, personId, unit, revision, nextSeq, state } = change.conversation
  return {
    id,
    account,
    person,
    person_id: personId,
    unit,
    revision,
    next_seq: nextSeq,
    state,
    first_link: change.firstLink,
    last_link: change.lastLink,
    created_at: inbox.receivedAt,
    updated_at: inbox.receivedAt,
    forget_at: change.forgetAt ?? null,
  }
}

export function messages({ change }: ChangedTurn): Database['messages'][] {
  return change.messages.map(({ seq, from, body, at, expires }) => ({
    conversation: change.conversation.id,
    seq,
    sender: from,
    body,
    at,
    expires,
  }))
}

export function outbox({ change }: ChangedTurn): Database['outbox'][] {
  return change.outbox.map(({ seq, part, request, notBefore, expires, leasedUntil }) => ({
    conversation: change.conversation.id,
    seq,
    part,
    account: change.conversation.account,
    request,
    status: 'pending',
    not_before: notBefore,
    expires,
    attempts: 0,
    lease_until: leasedUntil ?? null,
    unsure: 0,
    reason: null,
    platform_id: null,
    settled_at: null,
  }))
}

/** Of two jobs with one key in one turn, the last one counts. */
export function jobs({ change }: ChangedTurn): Database['jobs'][] {
  const wanted = new Map(change.jobs.map(job => [job.key, job]))
  return [...wanted.values()].map(job => ({
    id: randomUUID(),
    conversation: change.conversation.id,
    key: job.key,
    kind: job.kind,
    due: job.due,
    payload: JSON.stringify(job),
    attempts: 0,
    lease_until: null,
    reason: null,
  }))
}

export function cancelledJobs({ change }: ChangedTurn): { conversation: string; key: string }[] {
  return change.cancelled.map(key => ({ conversation: change.conversation.id, key }))
}

export function startedRuns({ change }: ChangedTurn): Database['runs'][] {
  return change.runs.flatMap(run => {
    if (run.kind !== 'started') return []
    return {
      id: run.id,
      conversation: change.conversation.id,
      account: change.conversation.account,
      unit: run.unit,
      guide: run.guide,
      relation: run.relation,
      guide_version: run.guideVersion,
      link: run.link,
      started_at: run.at,
      outcome: null,
      ended_at: null,
    }
  })
}

export function endedRuns({ change }: ChangedTurn): { id: string; outcome: string; at: number }[] {
  return change.runs.flatMap(run =>
    run.kind === 'ended' ? { id: run.id, outcome: run.outcome, at: run.at } : [],
  )
}

export function openedVisits({ change }: ChangedTurn): Database['visits'][] {
  return change.visits.flatMap(visit => {
    if (visit.kind !== 'opened') return []
    return {
      id: visit.id,
      conversation: change.conversation.id,
      account: change.conversation.account,
      unit: visit.unit,
      run: visit.run,
      root_guide: visit.rootGuide,
      guide: visit.guide,
      step: visit.step,
      path: visit.path,
      guide_version: visit.guideVersion,
      link: visit.link,
      opened_at: visit.at,
      exit: null,
      obstacle: null,
      closed_at: null,
    }
  })
}

export function events({ change }: ChangedTurn): Database['events'][] {
  const { id, account, unit } = change.conversation
  return change.events.map(({ event, at }) => ({
    at,
    conversation: id,
    account,
    unit,
    link: null,
    topic: null,
    facet: null,
    guide: null,
    run: null,
    result: null,
    ...eventColumns(event),
  }))
}

/** Of two slips with one code in one turn, the last one counts. */
export function slips({ change }: ChangedTurn): Database['slips'][] {
  const byCode = new Map(change.slips.map(slip => [slip.code, slip]))
  return [...byCode.values()].map(({ code, body, expires }) => ({
    code,
    conversation: change.conversation.id,
    body,
    expires,
  }))
}

export function questions({ change }: ChangedTurn): Database['questions'][] {
  return change.questions.map(({ text, at, status, candidates, step }) => ({
    id: randomUUID(),
    conversation: change.conversation.id,
    text,
    at,
    status,
    candidates,
    step,
  }))
}

/** A field that this does not name does not compile: what an event says is decided here and in the schema. */
function eventColumns(event: Event): Pick<EventsTable, 'type'> & Partial<EventsTable> {
  switch (event.type) {
    case 'link_arrived':
      return { type: event.type, link: event.link }
    case 'question_asked':
      return { type: event.type, result: event.status, topic: event.topic, facet: event.facet }
    case 'guide_started':
    case 'guide_resumed':
    case 'guide_updated':
    case 'slip_made':
    case 'reminder_set':
    case 'reminder_sent':
    case 'nudge_sent':
      return { type: event.type, guide: event.guide, run: event.run }
    case 'guide_completed':
      return { type: event.type, guide: event.guide, run: event.run, result: event.outcome }
    case 'how_told':
      return { type: event.type, guide: event.guide, run: event.run, result: event.how }
    case 'dossier_looked_up':
      return { type: event.type, result: event.result }
    default:
      return plain(event)
  }
}

/** Events that say nothing but that they happened. */
function plain(event: { type: Event['type'] } & { [field in Exclude<EventField, 'type'>]?: never }) {
  return { type: event.type }
}

type EventField = Event extends infer One ? (One extends unknown ? keyof One : never) : never
