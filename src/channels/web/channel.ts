import { randomUUID } from 'node:crypto'
import express, { type Request, type Response, Router } from 'express'
import type { Arrival, Channel, Door } from '../channel.ts'
import { arrival, arrivedBy } from './arrivals.ts'
import { assets } from './assets.ts'
import { identity, type Visitor } from './identity.ts'
import { forgetLink, rememberedLink, rememberLink } from './link.ts'
import { ACCOUNTS, isPractice, ownCallsOnly } from './mode.ts'
import type { WebOptions } from './options.ts'
import { sameSiteOnly } from './origin.ts'
import { servePage } from './page-route.ts'
import { answerRefusals, orUnavailable, Refusal } from './refusal.ts'
import { readSaying, type Saying } from './saying.ts'
import { streams } from './streams.ts'
import { newMessages } from './transcript.ts'

const PING_MS = 25_000

export type WebChannel = Channel & {
  routes(door: Door): Router
  /** Who calls from this browser, if the call is of this mode and the browser has called before. */
  whoIs(req: Request): { account: string; person: string } | null
  /** Ends the open event streams, so that the server can stop. */
  close(): void
}

/**
 * The web chat: the page `/chat`, and what it calls (contract: Addresses). People fetch what the bot says, so that
 * nothing is ever rendered or sent.
 */
export function webChannel(options: WebOptions): WebChannel {
  const close: (() => void)[] = []
  const { mode = 'citizens' } = options
  return {
    kind: mode === 'practice' ? 'web-practice' : 'web',
    freeHours: null,
    account: ACCOUNTS[mode],
    uncounted: mode !== 'citizens',
    routes(door) {
      const open = streams(door, options.pingMs ?? PING_MS)
      close.push(open.endAll)
      return routes(options, door, open)
    },
    render: () => [],
    send: async () => ({ kind: 'dropped', reason: 'The web chat fetches; there is nothing to send to.' }),
    whoIs(req) {
      if (mode !== 'preview' && isPractice(req) !== (mode === 'practice')) return null
      const { person, isNew } = identity(options).recognise(req)
      return isNew ? null : { account: ACCOUNTS[mode], person }
    },
    close() {
      for (const end of close) end()
    },
  }
}

function routes(options: WebOptions, door: Door, open: ReturnType<typeof streams>): Router {
  const { mode = 'citizens' } = options
  const account = ACCOUNTS[mode]
  const visitors = identity(options)
  const files = assets()
  const router = Router()

  router.use('/chat', ownCallsOnly(mode))
  router.get('/chat', (req, res) => {
    if (mode === 'citizens') rememberLink(req, res)
    servePage(options, files, req, res)
  })
  router.get('/chat/assets/:version/:name', files.serve)
  router.use(['/chat/messages', '/chat/events', '/chat/forget'], sameSiteOnly(options.publicUrl))

  router.post('/chat/messages', jsonOnly, express.json({ limit: '1mb' }), async (req, res) => {
    const saying = readSaying(req.body)
    const id = saying.id ?? randomUUID()
    const visitor = visitors.recognise(req)
    await takeIn(req, res, visitor, [
      arrival(account, visitor.person, `said:${id}`, options.now(), whatIsSaid(saying)),
    ])
    open.nudge(visitor.person)
    res.status(202).json({ id })
  })

  router.get('/chat/messages', async (req, res) => {
    const after = readPosition(req.query.after)
    const visitor = visitors.recognise(req)
    const { person } = visitor
    await takeIn(req, res, visitor, greeting(visitor))
    let found = await orUnavailable(newMessages(door, person, after))
    if (after === 0 && found.messages.length === 0 && !visitor.isNew) {
      // Erased or expired: whoever comes back to nothing is greeted again.
      await orUnavailable(door.receive([arrivedBy(account, person, null, options.now())]))
      found = await orUnavailable(newMessages(door, person, after))
    }
    res.json(found.reset ? found : { messages: found.messages })
  })

  router.get('/chat/events', async (req, res) => {
    const after = readPosition(req.get('last-event-id') ?? req.query.after)
    const visitor = visitors.recognise(req)
    await takeIn(req, res, visitor, greeting(visitor))
    open.add(visitor.person, after, res)
  })

  router.post('/chat/forget', async (req, res) => {
    const visitor = visitors.recognise(req)
    if (!visitor.isNew) await orUnavailable(door.receive([erasing(visitor.person)]))
    if (visitor.leftBehind !== null) await orUnavailable(door.receive([erasing(visitor.leftBehind)]))
    visitors.forget(res, visitor)
    open.end(visitor.person)
    res.status(202).json({ id: randomUUID() })
  })

  router.use('/chat', answerRefusals(door))
  return router

  /** Everything that this call means, in one go; only then does the browser keep who it is. */
  async function takeIn(req: Request, res: Response, visitor: Visitor, said: Arrival[]): Promise<void> {
    if (visitor.forged) door.count('forged_cookie')
    const link = mode === 'citizens' ? rememberedLink(req) : null
    const arrivals = [
      ...(visitor.leftBehind === null ? [] : [erasing(visitor.leftBehind)]),
      ...(link === null
        ? said
        : [arrivedBy(account, visitor.person, link, options.now()), ...said.filter(isSaid)]),
    ]
    if (arrivals.length > 0) await orUnavailable(door.receive(arrivals))
    visitors.keep(res, visitor)
    if (link !== null) forgetLink(res)
  }

  function greeting(visitor: Visitor): Arrival[] {
    return visitor.isNew ? [arrivedBy(account, visitor.person, null, options.now())] : []
  }

  function erasing(person: string): Arrival {
    const tap = { kind: 'tap', payload: options.erasePayload, title: null } as const
    return arrival(account, person, `erase:${randomUUID()}`, options.now(), tap)
  }
}

function isSaid({ what }: Arrival): boolean {
  return what.kind !== 'arrived'
}

function whatIsSaid(saying: Saying): Arrival['what'] {
  return saying.kind === 'text'
    ? { kind: 'text', text: saying.text }
    : { kind: 'tap', payload: saying.payload, title: saying.title }
}

function jsonOnly(req: Request, _res: Response, next: () => void): void {
  const type = req.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refusal('wrong_type')
  next()
}

/** The number of the last message that the page has; 0 where it has none. */
function readPosition(value: unknown): number {
  if (value === undefined || value === '') return 0
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) throw new Refusal('malformed')
  return Number(value)
}
