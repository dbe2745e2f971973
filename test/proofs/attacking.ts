import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { AcceptingZalo } from './accepting-zalo.ts'
import { collectGarbage } from './collecting.ts'
import type { HostileCall } from './hostile-parts.ts'
import { webCalls } from './hostile-web.ts'
import { NEVER_ANSWERED, zaloCalls } from './hostile-zalo.ts'
import { Chance } from './random.ts'
import { RealHouse } from './real-house.ts'

export type Attack = {
  calls: number
  /** By kind, how often each status came; 0 where the server gave no answer. */
  statuses: ReadonlyMap<string, ReadonlyMap<number, number>>
  /** Resident memory of the server in bytes, at the first mark and at the end. */
  memory: { early: Resident; late: Resident }
  /** Persons who heard from the bot, and those among them who must not. */
  heard: number
  heardWrongly: readonly string[]
  failedTurns: number
  seconds: number
  /** What did not hold. */
  faults: readonly string[]
}

/** In bytes: as the server stood there, and once its garbage was collected. */
export type Resident = { asItStood: number; collected: number }

export type AttackOptions = {
  calls: number
  /** After so many calls memory is read for the first time. */
  markAt: number
  seed: number
  /** Readings of memory after each collection, a pause apart: freed pages go back to the system a little later. */
  readings: number
  readingPauseMs: number
  /** For how long the server may take to have answered everything, before each mark. */
  idleMs: number
  onProgress?: (done: number) => void
}

const SIDE_BY_SIDE = 16
const COOKIES = 400
/** A 2 MB body is as long as a thousand others. */
const RARE = /2 MB|200,000|100,000/
const RARE_EVERY = 25

/** Throws everything at a real server and watches what it answers, whom it talks to, and what it keeps. */
export async function attack(options: AttackOptions): Promise<Attack> {
  const zalo = await AcceptingZalo.start()
  const house = await RealHouse.build(zalo.settings)
  try {
    await house.start(['--inspect=127.0.0.1:0'])
    return await new Attacker(house, zalo, options).run()
  } finally {
    await house.remove()
    await zalo.stop()
  }
}

class Attacker {
  readonly #house: RealHouse
  readonly #zalo: AcceptingZalo
  readonly #options: AttackOptions
  readonly #agent = new Agent({ keepAlive: true, maxSockets: SIDE_BY_SIDE })
  readonly #statuses = new Map<string, Map<number, number>>()
  /** One for each kind of call: the first says enough. */
  readonly #faults = new Map<string, string>()
  #done = 0

  constructor(house: RealHouse, zalo: AcceptingZalo, options: AttackOptions) {
    this.#house = house
    this.#zalo = zalo
    this.#options = options
  }

  async run(): Promise<Attack> {
    const { calls, markAt, seed } = this.#options
    const began = performance.now()
    const next = await this.#source(new Chance(seed))
    await this.#fire(next, markAt)
    const early = await this.#memory()
    await this.#fire(next, calls - markAt)
    const late = await this.#memory()
    const failedTurns = await this.#failedTurns()
    this.#agent.destroy()
    if (!this.#house.isRunning) this.#fault('server', `it ended:\n${this.#house.log.slice(-3_000)}`)
    const heardWrongly = [...this.#zalo.recipients].filter(person => NEVER_ANSWERED.test(person))
    if (heardWrongly.length > 0)
      this.#fault('replies', `${heardWrongly.length} persons heard from the bot who must not`)
    if (this.#zalo.recipients.size === 0)
      this.#fault('replies', 'nobody heard anything: the proof looked at nothing')
    if (failedTurns > 0) this.#fault('turns', `${failedTurns} failed:\n${failures(this.#house.log)}`)
    return {
      calls: this.#done,
      statuses: this.#statuses,
      memory: { early, late },
      heard: this.#zalo.recipients.size,
      heardWrongly,
      failedTurns,
      seconds: (performance.now() - began) / 1000,
      faults: [...this.#faults].map(([what, fault]) => `${what}: ${fault}`),
    }
  }

  async #source(chance: Chance): Promise<() => HostileCall> {
    const makers = Object.entries({
      ...prefixed('zalo', zaloCalls(this.#zalo.settings, chance)),
      ...prefixed('chat', webCalls(await this.#cookies(), chance)),
    })
    let turn = 0
    return () => {
      for (;;) {
        const [kind, make] = makers[turn++ % makers.length] ?? []
        if (kind && make && !(RARE.test(kind) && chance.below(RARE_EVERY) > 0)) return make()
      }
    }
  }

  /** Persons whom the web chat knows. */
  async #cookies(): Promise<[string, ...string[]]> {
    const cookie = async () => {
      const response = await fetch(`${this.#house.url}/chat/messages`)
      return response.headers.get('set-cookie')?.split(';')[0] ?? ''
    }
    return [await cookie(), ...(await Promise.all(Array.from({ length: COOKIES }, cookie)))]
  }

  async #fire(next: () => HostileCall, calls: number): Promise<void> {
    let left = calls
    const worker = async () => {
      while (left-- > 0 && this.#house.isRunning) await this.#one(next())
    }
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
  }

  async #one(call: HostileCall): Promise<void> {
    const { status, body } = await this.#post(call)
    const known = this.#statuses.get(call.kind) ?? new Map<number, number>()
    this.#statuses.set(call.kind, known.set(status, (known.get(status) ?? 0) + 1))
    const fault = faultOf(call, status, body)
    if (fault) this.#fault(call.kind, `${fault}\n    ${call.body.subarray(0, 300).toString('utf8')}`)
    if (++this.#done % 5_000 === 0) this.#options.onProgress?.(this.#done)
  }

  #post({ path, headers, body }: HostileCall): Promise<{ status: number; body: string }> {
    return new Promise(resolve => {
      const failed = (error: Error) => resolve({ status: 0, body: error.message })
      const call = request(`${this.#house.url}${path}`, {
        method: 'POST',
        agent: this.#agent,
        headers: { ...headers, 'content-length': body.length },
      })
      call.on('error', failed)
      call.on('response', (answer: IncomingMessage) => {
        text(answer).then(told => resolve({ status: answer.statusCode ?? 0, body: told }), failed)
      })
      call.end(body)
    })
  }

  /** Once nothing waits any more; of a few readings the least. */
  async #memory(): Promise<Resident> {
    const { readings, readingPauseMs, idleMs } = this.#options
    await this.#house.idle(idleMs).catch((error: unknown) => this.#fault('queue', String(error)))
    const asItStood = await this.#resident()
    let collected = Number.POSITIVE_INFINITY
    for (let reading = 0; reading < readings; reading++) {
      await collectGarbage(this.#house.log)
      await pause(readingPauseMs)
      collected = Math.min(collected, await this.#resident())
    }
    return { asItStood, collected }
  }

  async #resident(): Promise<number> {
    return (await this.#house.metrics())('process_resident_memory_bytes')
  }

  async #failedTurns(): Promise<number> {
    const metrics = await this.#house.metrics()
    return ['web', `zalo:${this.#zalo.settings.oaId}`]
      .map(account => metrics(`danloi_turns_total{account="${account}",outcome="failed"}`))
      .reduce((all, failed) => all + failed, 0)
  }

  #fault(what: string, fault: string): void {
    if (!this.#faults.has(what)) this.#faults.set(what, fault)
  }
}

/** The log lines of failed turns, as far as anybody reads them. */
function failures(log: string): string {
  const lines = log.split('\n').filter(line => line.includes('A turn failed'))
  return [...new Set(lines.map(line => line.replace(/"time":\d+,/, '')))].slice(0, 10).join('\n')
}

const ErrorForm = z.strictObject({
  error: z.strictObject({ code: z.string().min(1), message: z.string().min(1) }),
})
const TakenForm = z.strictObject({ id: z.string().min(1) })

/** What is wrong with an answer, by the contract. */
function faultOf({ path, expected }: HostileCall, status: number, body: string): string | null {
  if (!expected.includes(status))
    return `${status} where ${expected.join(' or ')} is right: ${body.slice(0, 200)}`
  if (status >= 400) return fits(ErrorForm, body) ? null : `not the form of an error: ${body.slice(0, 200)}`
  if (path === '/chat/messages') return fits(TakenForm, body) ? null : `not {"id"}: ${body.slice(0, 200)}`
  return null
}

function fits(form: z.ZodType, body: string): boolean {
  try {
    return form.safeParse(JSON.parse(body)).success
  } catch {
    return false
  }
}

function prefixed<T>(prefix: string, makers: { [kind: string]: T }): { [kind: string]: T } {
  return Object.fromEntries(Object.entries(makers).map(([kind, make]) => [`${prefix}: ${kind}`, make]))
}
