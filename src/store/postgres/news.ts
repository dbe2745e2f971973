import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { News } from '../store.ts'
import { connectionTo } from './pool.ts'

const CHANNEL = 'dan_loi_news'
/** What is written within these moments is told together. */
const GATHER_MS = 5
/** A payload may have 8,000 bytes, and a key takes 19. */
const MOST_KEYS = 350
/** While nothing can be heard, the connection is tried again this often. */
const DEAF_MS = 2_000
const CONNECT_MS = 1_000
const SAY_MS = 1_000
/** A connection that is silent because nobody is at its other end is found out by asking. */
const ASK_MS = 15_000

type Listener = (news: News) => void
type Told = { persons: Set<string>; unsent: Set<string> }

/**
 * Instances tell each other what they wrote, by LISTEN and NOTIFY on a connection of their own. They tell after the
 * commit: inside the transaction it would make all commits of all instances wait for each other.
 */
export class Newsroom {
  readonly #url: string
  readonly #listeners = new Set<Listener>()
  #client: pg.Client | null = null
  #gathered: Told = nothing()
  #telling: Promise<void> | null = null
  /** One question at a time. */
  #asked: Promise<unknown> = Promise.resolve()
  readonly #closing = new AbortController()
  readonly #listening: Promise<void>

  constructor(url: string) {
    this.#url = url
    this.#listening = this.#listen()
  }

  onNews(listener: Listener): () => void {
    // Of its own, so that one function can listen twice.
    const own: Listener = news => listener(news)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  /** Tells the others soon; they are told nothing where they cannot be reached. */
  tell({ persons, unsent }: { persons: readonly string[]; unsent: readonly string[] }): void {
    for (const key of persons) this.#gathered.persons.add(key)
    for (const key of unsent) this.#gathered.unsent.add(key)
    this.#telling ??= this.#tellSoon()
  }

  async close(): Promise<void> {
    await this.#telling
    this.#listeners.clear()
    this.#closing.abort()
    await this.#client?.end().catch(() => {})
    await this.#listening
  }

  async #tellSoon(): Promise<void> {
    await pause(GATHER_MS)
    const { persons, unsent } = this.#gathered
    this.#gathered = nothing()
    this.#telling = null
    const items = [...persons].map(key => (unsent.has(key) ? `!${key}` : key))
    for (let from = 0; from < items.length; from += MOST_KEYS) {
      const payload = items.slice(from, from + MOST_KEYS).join(' ')
      await this.#ask('select pg_notify($1, $2)', [CHANNEL, payload])
    }
  }

  /** A connection that does not answer is given up; another will be made. */
  async #ask(text: string, values: string[] = []): Promise<void> {
    const client = this.#client
    if (!client) return
    const asked = this.#asked.then(() => client.query(text, values)).catch(() => client.end().catch(() => {}))
    this.#asked = asked
    await asked
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing
    while (!signal.aborted) {
      await this.#hear()
      if (signal.aborted) return
      await pause(DEAF_MS, undefined, { signal }).catch(() => {})
    }
  }

  /** Resolves when nothing can be heard (any more). */
  async #hear(): Promise<void> {
    const client = new pg.Client({
      ...connectionTo(this.#url),
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: SAY_MS,
    })
    const ended = new Promise<void>(resolve => {
      client.once('end', resolve)
      client.once('error', () => resolve())
    })
    client.on('error', () => {})
    const asking = setInterval(() => void this.#ask('select 1'), ASK_MS)
    asking.unref()
    client.on('notification', ({ processId, payload = '' }) => {
      if (processId !== ownProcess(client)) this.#pass(read(payload))
    })
    try {
      await client.connect()
      // What is told is worth no waiting for the disk.
      await client.query(`set synchronous_commit = off; listen ${CHANNEL}`)
      if (this.#closing.signal.aborted) return
      this.#client = client
      // Before, nothing could be heard.
      this.#pass(null)
      await ended
    } catch (error) {
      // Where the database is away there is nothing to look at; the next try may get through.
      if (refusesOnlyThis(error)) this.#pass(null)
    } finally {
      clearInterval(asking)
      this.#client = null
      await client.end().catch(() => {})
    }
  }

  #pass(news: News): void {
    for (const listener of this.#listeners) listener(news)
  }
}

/** The server works and lets nobody listen, as where it takes no more connections: then everybody looks for themselves. */
function refusesOnlyThis(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !error.code?.startsWith('57')
}

function nothing(): Told {
  return { persons: new Set(), unsent: new Set() }
}

function read(payload: string): News {
  const items = payload.split(' ')
  const unsent = items.filter(item => item.startsWith('!')).map(item => item.slice(1))
  return { persons: items.map(item => item.replace('!', '')), unsent }
}

/** Its types do not name the server's process behind a connection; notifications say whose they are by it. */
function ownProcess(client: pg.Client): number | null {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : null
}
