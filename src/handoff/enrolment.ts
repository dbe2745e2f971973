import { createHash, randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Arrival } from '../channels/channel.ts'
import type { PersonKey } from '../store/records/conversation.ts'
import type { Store } from '../store/store.ts'

const CODES = 'duty-codes'
const CHATS = 'duty-chats'
const GOOD_FOR_MS = 24 * 60 * 60 * 1000
/** "TRUC 4821 7735", as somebody types it off a screen. */
const WRITTEN = /^\s*tr[uự]c[\s:-]*((?:\d[\s.-]*){8})$/iu
const MOST_TRIES = 5

/** By the code's hash. */
const Codes = z.record(z.string(), z.object({ duty: z.string(), name: z.string(), expires: z.number() }))
/** By duty the conversations; whoever erases theirs is told no more, for the platform's id stands there alone. */
const Chats = z.record(z.string(), z.array(z.string()))

type Documents = Pick<Store, 'getDocument' | 'putDocument' | 'load' | 'loadById'>

/**
 * People of the staff who want to be told in their own chat with the bot: they write a code there once, which a command
 * makes. Codes are good for a day and for one person.
 */
export class Enrolment {
  private readonly store: Documents
  private readonly now: () => number
  private readonly reaches: (account: string) => boolean

  /** `reaches`: whether somebody can be written to first on that account; a code is not good where nobody can. */
  constructor(store: Documents, now: () => number, reaches: (account: string) => boolean = () => true) {
    this.store = store
    this.now = now
    this.reaches = reaches
  }

  /** A new code for a duty of operator.yaml, as it is to be typed. */
  async newCode(duty: { id: string; name: string }): Promise<string> {
    const digits = String(randomInt(10 ** 8)).padStart(8, '0')
    const expires = this.now() + GOOD_FOR_MS
    await this.change(CODES, Codes, codes => ({
      ...Object.fromEntries(Object.entries(codes).filter(([, code]) => code.expires > this.now())),
      [hashOf(digits)]: { duty: duty.id, name: duty.name, expires },
    }))
    return `TRUC ${digits.slice(0, 4)} ${digits.slice(4)}`
  }

  /** Hands arrivals on; one that is a code becomes an enrolment, and its conversation is noted once it stands. */
  async receive(
    arrivals: readonly Arrival[],
    receive: (arrivals: readonly Arrival[]) => Promise<void>,
  ): Promise<void> {
    if (!arrivals.some(arrival => digitsIn(arrival) !== null)) return receive(arrivals)
    const read = await Promise.all(arrivals.map(arrival => this.read(arrival)))
    await receive(read.map(({ arrival }) => arrival))
    for (const { arrival, good } of read) if (good) await this.note(arrival, good.duty, good.digits)
  }

  /** Where people of these duties want to be told. */
  async chatsOf(duties: readonly string[]): Promise<PersonKey[]> {
    const { value } = await this.document(CHATS, Chats)
    const ids = [...new Set(duties.flatMap(duty => value[duty] ?? []))]
    const found = ids.length > 0 ? await this.store.loadById(ids) : []
    return found.flatMap(one => (one ? [{ account: one.account, person: one.person }] : []))
  }

  private async read(
    arrival: Arrival,
  ): Promise<{ arrival: Arrival; good: { duty: string; digits: string } | null }> {
    const digits = digitsIn(arrival)
    if (digits === null) return { arrival, good: null }
    const { value } = await this.document(CODES, Codes)
    const code = value[hashOf(digits)]
    const good = code && code.expires > this.now() && this.reaches(arrival.account) ? code : null
    return {
      arrival: { ...arrival, what: { kind: 'enrolled', name: good?.name ?? null } },
      good: good && { duty: good.duty, digits },
    }
  }

  private async note({ account, person }: PersonKey, duty: string, digits: string): Promise<void> {
    const [conversation] = await this.store.load([{ account, person }])
    if (!conversation) return
    await this.change(CHATS, Chats, chats => ({
      ...chats,
      [duty]: [...new Set([...(chats[duty] ?? []), conversation.id])],
    }))
    await this.change(CODES, Codes, ({ [hashOf(digits)]: _spent, ...others }) => others)
  }

  private async document<T>(name: string, schema: z.ZodType<T>): Promise<{ value: T; version: number }> {
    const found = await this.store.getDocument(name)
    return { value: schema.parse(JSON.parse(found?.body ?? '{}')), version: found?.version ?? 0 }
  }

  private async change<T>(name: string, schema: z.ZodType<T>, change: (value: T) => T): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { value, version } = await this.document(name, schema)
      if (await this.store.putDocument(name, JSON.stringify(change(value)), version)) return
    }
    throw new Error(`Others kept changing the document ${name}.`)
  }
}

function digitsIn({ what }: Arrival): string | null {
  const written = what.kind === 'text' ? WRITTEN.exec(what.text.normalize('NFC'))?.[1] : undefined
  return written?.replace(/\D/g, '') ?? null
}

function hashOf(digits: string): string {
  return createHash('sha256').update(digits).digest('hex')
}
