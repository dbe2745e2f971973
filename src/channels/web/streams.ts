import type { Response } from 'express'
import type { Door } from '../channel.ts'
import { newMessages } from './transcript.ts'

/** A phone, a computer and a tab or two; whoever opens more loses the oldest. */
const MAX_PER_PERSON = 4
/** What may wait for a reader that does not read, in bytes. */
const MAX_UNREAD = 1_000_000

type Stream = { nudge(): void; end(event?: 'replaced'): void }

/** The open server-sent event streams, at most a few a person. */
export function streams(door: Door, pingMs: number) {
  const open = new Map<string, Set<Stream>>()

  /** Sends everything after `after`, and then whatever is new, until either side hangs up. */
  function add(person: string, after: number, res: Response): void {
    const mine = open.get(person) ?? new Set()
    const [oldest] = mine
    if (oldest !== undefined && mine.size >= MAX_PER_PERSON) oldest.end('replaced')
    const stream = openStream(door, person, after, res, pingMs, () => {
      mine.delete(stream)
      if (mine.size === 0 && open.get(person) === mine) open.delete(person)
    })
    mine.add(stream)
    open.set(person, mine)
    stream.nudge()
  }

  /** Looks for news of this person now. */
  function nudge(person: string): void {
    for (const stream of open.get(person) ?? []) stream.nudge()
  }

  function end(person: string): void {
    for (const stream of [...(open.get(person) ?? [])]) stream.end()
  }

  function endAll(): void {
    for (const person of [...open.keys()]) end(person)
  }

  return { add, nudge, end, endAll }
}

function openStream(
  door: Door,
  person: string,
  after: number,
  res: Response,
  pingMs: number,
  onClosed: () => void,
): Stream {
  let last = after
  let closed = false
  let busy = false
  let again = false

  res.status(200).set({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  res.flushHeaders()
  res.write('retry: 3000\n\n')

  const stop = door.listen(person, nudge)
  // Looking again with each ping finds what another process has written.
  const ping = setInterval(() => {
    res.write(': ping\n\n')
    nudge()
  }, pingMs)
  res.on('close', close)
  res.on('error', close)

  function close(): void {
    if (closed) return
    closed = true
    stop()
    clearInterval(ping)
    onClosed()
  }

  function end(event?: 'replaced'): void {
    if (closed) return
    if (event !== undefined) res.write(`event: ${event}\ndata: {}\n\n`)
    close()
    res.end()
  }

  /** One at a time, so that messages leave in order and once. */
  function nudge(): void {
    again = true
    if (busy || closed) return
    busy = true
    // Ends the stream where the store cannot read: the page comes back by itself.
    sendNews()
      .catch(() => end())
      .finally(() => {
        busy = false
        if (again) nudge()
      })
  }

  async function sendNews(): Promise<void> {
    while (again && !closed) {
      again = false
      const { messages, reset } = await newMessages(door, person, last)
      if (closed) return
      for (const message of messages) {
        res.write(`id: ${message.seq}\ndata: ${JSON.stringify(message)}\n\n`)
        last = message.seq
      }
      if (reset) {
        res.write('id: 0\nevent: reset\ndata: {}\n\n')
        last = 0
      }
      again ||= reset || messages.length > 0
      if (res.writableLength > MAX_UNREAD) end()
    }
  }

  return { nudge, end }
}
