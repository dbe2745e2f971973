import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { CrashPoint } from '../../src/operations/crash-points.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { startPostgres } from '../postgres/server.ts'
import { letLeasesRunOut } from './databases.ts'
import { Gate } from './gate.ts'
import {
  difference,
  faultsOf,
  keptMessages,
  type Said,
  safeMessages,
  type Totals,
  totalsOf,
} from './kill-audit.ts'
import { isCrashPoint, type KillRound, type Trouble } from './kill-round.ts'
import { type Ledger, readLedger } from './ledger.ts'
import { RealHouse } from './real-house.ts'

const PEOPLE = 8
/** More at once than wait for their turn (bot/turns.ts), so that what they say is kept. */
const CROWD = 1_000
/** A walk with real questions, side questions and slips; taps come as numbers. */
const TEXTS = [
  'làm giấy khai sinh cho con',
  '1',
  'danh mục',
  'tôi bị vướng',
  'ko có điện thoại thì sao',
  'trở lại',
]
const PER_USER = 3
/** Fewer at a stroke than the bot answers one by one (guidance/pace.ts). */
const RANDOM_PER_USER = 12
const LONGEST_RANDOM_MS = 400
const LONGEST_RUSH_MS = 1_500
/** All has been said, and what was said back should have left by now. */
const LONGEST_CUT_MS = 10_000
/** How often a point may be passed before it ends the server: well within what one round does. */
const LATEST_PASS = 12

export type Engine = 'sqlite' | 'postgres'

/**
 * Kills a real server while replies are on their way, starts it again, and holds its database against what
 * Zalo accepted. `onRound` hears of each round as it ends. `engine` is the address of a PostgreSQL database where there is an
 * empty one already.
 */
export async function killAgainAndAgain(
  troubles: readonly Trouble[],
  onRound: (round: KillRound) => void = () => {},
  engine: Engine | URL = 'sqlite',
): Promise<KillRound[]> {
  const postgres = engine === 'postgres' ? await startPostgres() : null
  const zalo = await FakeZalo.start()
  const gate = await Gate.open(zalo.settings.apiUrl)
  const url = engine instanceof URL ? engine.href : (postgres?.url ?? null)
  const house = await RealHouse.build({ ...zalo.settings, apiUrl: gate.url, oauthUrl: gate.url }, url)
  const killing = new Killing(zalo, gate, house, async () => {
    if (url !== null) await letLeasesRunOut(url)
  })
  try {
    await killing.begin()
    const rounds: KillRound[] = []
    for (const trouble of troubles) {
      const round = await killing.round(trouble)
      rounds.push(round)
      onRound(round)
    }
    return rounds
  } finally {
    await house.remove()
    await gate.goDown()
    await zalo.stop()
    await postgres?.remove()
  }
}

function peopleOf(round: number, count = PEOPLE): string[] {
  return Array.from({ length: count }, (_, index) => `200000000${String(round).padStart(6, '0')}${index}`)
}

class Killing {
  readonly #zalo: FakeZalo
  readonly #gate: Gate
  readonly #house: RealHouse
  readonly #account: string
  readonly #freeLeases: () => Promise<void>
  readonly #said: Said[] = []
  readonly #kills: number[] = []
  #round = 0
  #people = peopleOf(0)
  #atKill = { safeAtKill: 0, acknowledgedAtKill: 0, keptAtKill: 0, unsentAtKill: 0 }
  #before: Totals = { doneOnce: 0, replies: 0, deliveries: { once: 0, twice: 0, lost: 0, wrong: 0 } }

  constructor(zalo: FakeZalo, gate: Gate, house: RealHouse, freeLeases: () => Promise<void>) {
    this.#zalo = zalo
    this.#gate = gate
    this.#house = house
    this.#freeLeases = freeLeases
    this.#account = `zalo:${zalo.settings.oaId}`
  }

  /** Everybody has said hello once, so that no kill falls into the renewal of Zalo's single-use token. */
  async begin(): Promise<void> {
    this.#zalo.postsTo(`${this.#house.url}/webhooks/zalo`)
    await this.#house.start()
    await Promise.all(this.#people.map(user => this.#say(user, 'xin chào')))
    await this.#house.idle()
    this.#before = this.#totals(await this.#ledger())
  }

  async round(trouble: Trouble): Promise<KillRound> {
    // Whoever said the same in round after round would be taken for an automaton, and not be answered.
    this.#people = peopleOf(++this.#round, trouble === 'rush' ? CROWD : PEOPLE)
    const { said, swallowed } = await this.#killAmid(trouble)
    const late = said.filter(({ acknowledged }) => !acknowledged)
    await Promise.all(this.#people.map(user => this.#deliverAgain(late.filter(one => one.user === user))))
    await this.#house.idle()
    await this.#house.stop()

    const ledger = await this.#ledger()
    const now = this.#totals(ledger)
    const round: KillRound = {
      trouble,
      people: this.#people.length,
      messages: said.length,
      ...this.#atKill,
      ...difference(now, this.#before),
      swallowed,
      faults: faultsOf(ledger, this.#said),
    }
    this.#before = now
    return round
  }

  #killAmid(trouble: Trouble): Promise<{ said: Said[]; swallowed: number }> {
    if (isCrashPoint(trouble)) return this.#cutOff(trouble)
    if (trouble === 'rush') return this.#overrun()
    return trouble === 'random moment' ? this.#surprise() : this.#stall(trouble)
  }

  /** Nothing gets through; everybody is told 200; then the kill. */
  async #stall(trouble: 'down' | 'slow' | 'answer lost'): Promise<{ said: Said[]; swallowed: number }> {
    const gate = this.#gate
    await this.#open()
    const { held, swallowed } = gate
    const accepted = this.#zalo.sent.length
    if (trouble === 'down') await gate.goDown()
    else gate.mode = trouble === 'slow' ? 'hold' : 'swallow'
    const count = this.#said.length
    await Promise.all(this.#people.map(user => this.#sayAll(user, PER_USER)))
    if (trouble === 'slow') await until(() => gate.held > held)
    if (trouble === 'answer lost') await until(() => gate.swallowed > swallowed)
    else if (this.#zalo.sent.length > accepted) throw new Error('Zalo accepted what it could not have got.')
    const said = this.#said.slice(count)
    await this.#kill(() => said)
    const lost = gate.swallowed - swallowed
    gate.mode = 'pass'
    await gate.comeUp()
    await this.#house.start()
    return { said, swallowed: lost }
  }

  /** Everybody talks, Zalo takes its time, and the kill comes whenever it comes. */
  async #surprise(): Promise<{ said: Said[]; swallowed: number }> {
    this.#gate.delayMs = () => Math.random() * 30
    await this.#open()
    const count = this.#said.length
    const accepted = this.#zalo.sent.length
    const talking = Promise.all(this.#people.map(user => this.#sayAll(user, RANDOM_PER_USER)))
    await until(() => this.#zalo.sent.length > accepted)
    await pause(Math.random() * LONGEST_RANDOM_MS)
    const stopped = this.#kill(() => this.#said.slice(count))
    await Promise.all([talking, stopped])
    this.#gate.delayMs = () => 0
    const said = this.#said.slice(count)
    await this.#house.start()
    return { said, swallowed: 0 }
  }

  /** More people talk at once than can be answered, and the kill comes some time after messages began to be kept. */
  async #overrun(): Promise<{ said: Said[]; swallowed: number }> {
    await this.#open()
    const count = this.#said.length
    const talking = Promise.all(this.#people.map(user => this.#sayAll(user, PER_USER)))
    const kept = async () =>
      (await this.#house.metrics())(`danloi_turns_total{account="${this.#account}",outcome="kept"}`) > 0
    while (!(await kept())) await pause(20)
    await pause(Math.random() * LONGEST_RUSH_MS)
    await this.#kill(() => this.#said.slice(count))
    await talking
    const said = this.#said.slice(count)
    await this.#house.start()
    return { said, swallowed: 0 }
  }

  /** Everybody talks, and the server ends where its code comes to that point. */
  async #cutOff(point: CrashPoint): Promise<{ said: Said[]; swallowed: number }> {
    const isOfToken = point.includes('token')
    // A token that has ended is renewed once, which writes twice: that Zalo will be asked, and what it gave.
    const pass = 1 + Math.floor(Math.random() * (isOfToken ? 2 : LATEST_PASS))
    await this.#house.stop()
    if (isOfToken) this.#zalo.expireAccessToken()
    await this.#house.start([], { CRASH_AT: `${point}:${pass}` })
    this.#gate.delayMs = () => Math.random() * 30
    const count = this.#said.length
    const talking = Promise.all(this.#people.map(user => this.#sayAll(user, RANDOM_PER_USER)))
    await Promise.race([this.#house.ended(), talking.then(() => pause(LONGEST_CUT_MS))])
    if (this.#house.isRunning) throw new Error(`The server never came to "${point}" for the ${pass}. time.`)
    await talking
    await this.#kill(() => this.#said.slice(count))
    this.#gate.delayMs = () => 0
    // Zalo has taken the single-use token, and its answer died with the server: the one case that needs an operator.
    const isSpent = point === 'before a token is stored' && pass === 2
    const also = isSpent ? { ZALO_REFRESH_TOKEN: this.#zalo.issueTokens().refreshToken } : {}
    await this.#house.start([], also)
    return { said: this.#said.slice(count), swallowed: 0 }
  }

  async #open(): Promise<void> {
    if (!this.#house.isRunning) await this.#house.start()
  }

  async #kill(saidByThen: () => readonly Said[]): Promise<void> {
    await this.#house.kill()
    await this.#gate.settled()
    this.#kills.push(this.#zalo.sent.length)
    await this.#freeLeases()
    const ledger = await this.#ledger()
    const acknowledged = saidByThen().filter(one => one.acknowledged)
    const keptAtKill = keptMessages(ledger, acknowledged)
    this.#atKill = {
      acknowledgedAtKill: acknowledged.length,
      safeAtKill: safeMessages(ledger, acknowledged) + keptAtKill,
      keptAtKill,
      unsentAtKill: [...ledger.conversations.values()]
        .flatMap(({ requests }) => requests)
        .filter(({ status }) => status === 'pending').length,
    }
  }

  #ledger(): Promise<Ledger> {
    return readLedger(this.#house.look, this.#account)
  }

  #totals(ledger: Ledger): Totals {
    const accepted = this.#zalo.sent.map(({ id, user, raw }, at) => ({ id, user, raw, at }))
    return totalsOf(ledger, this.#said, accepted, this.#kills)
  }

  async #sayAll(user: string, count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const acknowledged = await this.#say(user, TEXTS[index % TEXTS.length] ?? '')
      if (!acknowledged) return
    }
  }

  /** Resolves with whether the webhook answered 200. */
  async #say(user: string, text: string): Promise<boolean> {
    const said: Said = { user, text, messageId: randomUUID().replaceAll('-', ''), acknowledged: false }
    this.#said.push(said)
    await this.#post(said)
    return said.acknowledged
  }

  /** A platform that got no 200 delivers again, with the same message id. */
  async #deliverAgain(late: readonly Said[]): Promise<void> {
    for (const said of late) {
      await this.#post(said)
      if (!said.acknowledged) throw new Error('A second delivery was not answered 200.')
    }
  }

  async #post(said: Said): Promise<void> {
    try {
      const { status } = await this.#zalo.userSays(said.user, said.text, { messageId: said.messageId })
      said.acknowledged = status === 200
    } catch {
      // The server was killed before it answered.
    }
  }
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 20_000
  while (!condition()) {
    if (Date.now() > end) throw new Error('Waited in vain for a request to reach the gate.')
    await pause(5)
  }
}
