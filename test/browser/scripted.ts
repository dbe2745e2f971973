import express, { type Express } from 'express'
import type { Arrival, Door, Message } from '../../src/channels/channel.ts'
import { type WebChannel, webChannel } from '../../src/channels/web/channel.ts'
import type { WebOptions } from '../../src/channels/web/options.ts'

/** The tap that the engine understands as "erase everything, do not ask back". */
export const ERASE = `#dl:${Buffer.from(JSON.stringify({ do: 'erase', yes: true, sure: true })).toString('base64url')}`

export const NAMES = {
  bot: 'Dẫn Lối',
  agency: 'Ủy ban nhân dân phường Phú Lợi',
  page: 'https://phuloi.example.gov.vn',
  desk: {
    name: 'Trung tâm Phục vụ hành chính công',
    phone: '0274 382 2222',
    hours: 'thứ hai đến thứ sáu, 7 giờ đến 17 giờ',
  },
}

type Said = Partial<Omit<Message, 'seq'>>

/** A host without a bot: keeps transcripts in memory and answers as a test says. */
export class ScriptedDoor implements Door {
  readonly arrivals: Arrival[] = []
  readonly counted: string[] = []
  /** What the bot answers to an arrival; the person's own words stand in the transcript before it. */
  answer: (arrival: Arrival) => Said[] = () => []
  /** While true the store cannot write. */
  isDown = false
  /** While true what comes in is taken and has no turn yet. */
  isBehind = false
  private kept: Arrival[] = []
  private readonly transcripts = new Map<string, Message[]>()
  private readonly listeners = new Map<string, Set<() => void>>()
  private readonly seen = new Set<string>()

  async receive(arrivals: readonly Arrival[]): Promise<void> {
    if (this.isDown) throw new Error('disk full')
    for (const arrival of arrivals) {
      if (this.seen.has(arrival.messageId)) continue
      this.seen.add(arrival.messageId)
      this.arrivals.push(arrival)
      if (this.isBehind) this.kept.push(arrival)
      else this.turn(arrival)
    }
  }

  /** Everything that was kept has its turn. */
  catchUp(): void {
    this.isBehind = false
    for (const arrival of this.kept.splice(0)) this.turn(arrival)
  }

  private turn(arrival: Arrival): void {
    const own = ownWords(arrival)
    if (own) this.say(arrival.person, { from: 'person', text: own })
    for (const said of this.answer(arrival)) this.say(arrival.person, said)
    if (arrival.what.kind === 'tap' && arrival.what.payload === ERASE) this.erase(arrival.person)
  }

  async messages(person: string, after: number): Promise<Message[]> {
    if (this.isDown) throw new Error('disk full')
    return (this.transcripts.get(person) ?? []).filter(({ seq }) => seq > after)
  }

  listen(person: string, onMessages: () => void): () => void {
    const mine = this.listeners.get(person) ?? new Set()
    this.listeners.set(person, mine.add(onMessages))
    return () => mine.delete(onMessages)
  }

  count(what: string): void {
    this.counted.push(what)
  }

  /** Something that the bot or staff says, or that the person said. */
  say(person: string, said: Said): void {
    const transcript = this.transcripts.get(person) ?? []
    const seq = transcript.length + 1
    const empty: Message = { seq, from: 'bot', text: '', choices: [], images: [], links: [], progress: null }
    this.transcripts.set(person, [...transcript, { ...empty, ...said }])
    for (const tell of this.listeners.get(person) ?? []) tell()
  }

  erase(person: string): void {
    this.transcripts.delete(person)
  }

  listenersOf(person: string): number {
    return this.listeners.get(person)?.size ?? 0
  }

  transcriptOf(person: string): Message[] {
    return this.transcripts.get(person) ?? []
  }

  /** What people said and tapped, in order. */
  heard(): string[] {
    return this.arrivals.flatMap(arrival => ownWords(arrival) ?? [])
  }
}

/** A bot of few words, for tests that are not about words. */
export function greetAndEcho({ what }: Arrival): Said[] {
  if (what.kind === 'arrived') return [{ text: 'Chào anh chị, mình là trợ lý tự động.' }]
  return what.kind === 'text' ? [{ text: `Đã nghe: ${what.text}` }] : []
}

export type Served = { url: string; door: ScriptedDoor; app: Express; stop(): Promise<void> }

/** The web chat on a free port, with a scripted host behind it. */
export async function serve(door: ScriptedDoor, options: Partial<WebOptions> = {}): Promise<Served> {
  const channel: WebChannel = webChannel({
    secretKey: 'khoa-bi-mat-chi-dung-trong-kiem-thu-0123456789',
    publicUrl: null,
    names: () => NAMES,
    now: Date.now,
    erasePayload: ERASE,
    ...options,
  })
  const app = express()
  app.use(channel.routes(door))
  const server = app.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    door,
    app,
    async stop() {
      channel.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function ownWords({ what }: Arrival): string | null {
  if (what.kind === 'text') return what.text
  if (what.kind === 'tap' && what.payload !== ERASE) return what.title ?? what.payload
  return null
}
