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

/** By the code's hash. `taken`: a hash of whoever wrote it first, whose alone it is from then on. */
const Codes = z.record(
  z.string(),
  z.object({ duty: z.string(), name: z.string(), expires: z.number(), taken: z.string().optional() }),
)
type Code = z.infer<typeof Codes>[string]
/** By duty the conversations; whoever erases theirs is told no more, for the platform's id stands there alone. */
const Chats = z.record(z.string(), z.array(z.string()))

type Documents = Pick<Store, 'getDocument' | 'putDocument' | 'load' | 'loadById'>

/**
 * People of the staff who want to be told in their own chat with the bot: they write a code there once, which a command
 * makes. Codes are good for a day and for one person, who may write it again.
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

  /**
   * Hands arrivals on; one that is a code becomes an enrolment. Nobody is told that they are enrolled before they are, but
   * for whom the bot did not know: their conversation has to stand first. If that is cut short, it is made good when the
   * platform delivers again, or they write the code again.
   */
  async receive(
    arrivals: readonly Arrival[],
    receive: (arrivals: readonly Arrival[]) => Promise<void>,
  ): Promise<void> {
    if (!arrivals.some(arrival => digitsIn(arrival) !== null)) return receive(arrivals)
    const read = await Promise.all(arrivals.map(arrival => this.read(arrival)))
    const unknown: { arrival: Arrival; duty: string }[] = []
    for (const { arrival, duty } of read)
      if (duty !== null && !(await this.note(arrival, duty))) unknown.push({ arrival, duty })
    await receive(read.map(({ arrival }) => arrival))
    for (const { arrival, duty } of unknown) await this.note(arrival, duty)
  }

  /** Where people of these duties want to be told. */
  chatsOf(duties: readonly string[]): Promise<PersonKey[]> {
    return chatsOf(this.store, duties)
  }

  private async read(arrival: Arrival): Promise<{ arrival: Arrival; duty: string | null }> {
    const digits = digitsIn(arrival)
    if (digits === null) return { arrival, duty: null }
    const code = this.reaches(arrival.account) ? await this.take(hashOf(digits), arrival) : null
    return {
      arrival: { ...arrival, what: { kind: 'enrolled', name: code?.name ?? null } },
      duty: code?.duty ?? null,
    }
  }

  /** The code, now theirs; null where there is none, or it is another's. */
  private async take(hash: string, { account, person }: PersonKey): Promise<Code | null> {
    const who = hashOf(JSON.stringify([account, person]))
    const isTheirs = (code: Code | undefined) =>
      code !== undefined && code.expires > this.now() && (code.taken ?? who) === who
    const { value } = await documentIn(this.store, CODES, Codes)
    if (!isTheirs(value[hash])) return null
    const codes = await this.change(CODES, Codes, all => {
      const code = all[hash]
      return code && isTheirs(code) ? { ...all, [hash]: { ...code, taken: who } } : all
    })
    const code = codes[hash]
    return code && isTheirs(code) ? code : null
  }

  /** False where nothing is known of them yet. Those who are gone leave the list. */
  private async note({ account, person }: PersonKey, duty: string): Promise<boolean> {
    const [conversation] = await this.store.load([{ account, person }])
    if (!conversation) return false
    const { value } = await documentIn(this.store, CHATS, Chats)
    const known = await this.store.loadById(value[duty] ?? [])
    const gone = new Set((value[duty] ?? []).filter((_, index) => known[index] === null))
    await this.change(CHATS, Chats, chats => ({
      ...chats,
      [duty]: [...new Set([...(chats[duty] ?? []).filter(id => !gone.has(id)), conversation.id])],
    }))
    return true
  }

  /** What stands there afterwards. */
  private async change<T>(name: string, schema: z.ZodType<T>, change: (value: T) => T): Promise<T> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { value, version } = await documentIn(this.store, name, schema)
      const changed = change(value)
      if (await this.store.putDocument(name, JSON.stringify(changed), version)) return changed
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

/** Where people of these duties want to be told; whoever has erased their chat since is told no more. */
export async function chatsOf(
  store: Pick<Store, 'getDocument' | 'loadById'>,
  duties: readonly string[],
): Promise<PersonKey[]> {
  const { value } = await documentIn(store, CHATS, Chats)
  const ids = [...new Set(duties.flatMap(duty => value[duty] ?? []))]
  const found = ids.length > 0 ? await store.loadById(ids) : []
  return found.flatMap(one => (one ? [{ account: one.account, person: one.person }] : []))
}

async function documentIn<T>(
  store: Pick<Store, 'getDocument'>,
  name: string,
  schema: z.ZodType<T>,
): Promise<{ value: T; version: number }> {
  const found = await store.getDocument(name)
  return { value: schema.parse(JSON.parse(found?.body ?? '{}')), version: found?.version ?? 0 }
}
