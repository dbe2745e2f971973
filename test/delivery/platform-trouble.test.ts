import { describe, expect, it } from 'vitest'
import type { Echo } from '../../src/channels/channel.ts'
import { until } from '../front-door/house.ts'
import { type Bench, bench, HOUR, MINUTE, type Platform, SECOND } from './trouble-bench.ts'

const PLATFORMS: Platform[] = ['Zalo', 'Messenger']
const LAN = '2000000000000000002'
/** Where nothing is measured: a step costs real time, and more of it on a machine that is busy. */
const COARSE = 5 * SECOND
const HUNG = '2000000000000000003'

/** Lets time pass in steps until it holds. How long that took by the bench's clock. */
async function passUntil(bench: Bench, holds: () => boolean, step = SECOND, most = HOUR): Promise<number> {
  for (let passed = 0; passed < most; passed += step) {
    await settle(bench)
    if (holds()) return passed
    bench.pass(step)
  }
  throw new Error('Waited in vain')
}

/** Time passes, and whatever is due begins and, where the platform answers, ends. */
async function letPass(bench: Bench, ms: number, step = SECOND): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    bench.pass(step)
    await settle(bench)
  }
}

/** Whatever is due has begun, and what the platform answers is answered and marked. */
async function settle({ isBusy }: Bench): Promise<void> {
  for (let idle = 0; idle < 3; idle = isBusy() ? 0 : idle + 1)
    await new Promise(resolve => setTimeout(resolve, 1))
}

const kinds = ({ sent }: Bench) => sent.map(({ kind }) => kind)

/** Of the message that the platform took last: Messenger says which request it was, Zalo only what it said. */
function echoOfLast({ fake, channel: { account } }: Bench): Echo {
  const taken = fake.sentTo(LAN).at(-1)
  const { metadata = null } = { metadata: null, ...taken }
  const mark = metadata?.replace('dan-loi:', '') ?? null
  return { account, person: LAN, messageId: taken?.id ?? '', mark, text: taken?.text ?? null }
}

describe.each(PLATFORMS)('where %s', platform => {
  /** Something was sent before, so that there is a token and a connection. */
  async function open(...others: string[]): Promise<Bench> {
    const made = await bench(platform, [LAN, HUNG, ...others])
    await made.say(LAN, 'chào')
    await until(() => made.heard(LAN).length === 1, 'the first message')
    await until(async () => (await made.unsent()) === 0, 'its mark')
    return made
  }

  it('is down: what waits leaves in order as soon as it is back, each once', async () => {
    const bench = await open()
    await bench.fake.goDown()
    await bench.say(LAN, 'một', 'hai', 'ba')
    await bench.say(HUNG, 'bốn')
    await letPass(bench, 2 * MINUTE, 5 * SECOND)
    expect(bench.heard(LAN)).toEqual(['chào'])
    await bench.fake.comeUp()
    const took = await passUntil(bench, () => bench.heard(LAN).length + bench.heard(HUNG).length === 5)
    expect(bench.heard(LAN)).toEqual(['chào', 'một', 'hai', 'ba'])
    expect(took).toBeLessThanOrEqual(2 * MINUTE)
  })

  it('takes 30 seconds for each answer: everybody hears everything, once and in order', async () => {
    const bench = await open()
    bench.slow.ms = 30 * SECOND
    await bench.say(LAN, 'một', 'hai')
    await bench.say(HUNG, 'ba')
    await passUntil(bench, () => kinds(bench).length === 4, COARSE)
    expect(kinds(bench)).toEqual(['sent', 'sent', 'sent', 'sent'])
    expect(bench.heard(LAN)).toEqual(['chào', 'một', 'hai'])
    expect(bench.heard(HUNG)).toEqual(['ba'])
  })

  it.each(['taken, then hang', 'taken, then reset'] as const)(
    'took a request and its answer was lost (%s): its echo tells, and nothing is sent again',
    async trouble => {
      const bench = await open()
      bench.fail(trouble)
      await bench.say(LAN, 'một', 'hai')
      await passUntil(bench, () => kinds(bench).includes('unknown'), COARSE)
      await until(async () => (await bench.unsent()) === 2, 'the mark')
      expect(bench.heard(LAN)).toEqual(['chào', 'một'])
      await bench.dispatcher.echoed(bench.channel.account, [echoOfLast(bench)])
      await until(async () => (await bench.unsent()) === 0, 'the next one')
      await letPass(bench, 5 * MINUTE, 30 * SECOND)
      expect(bench.heard(LAN)).toEqual(['chào', 'một', 'hai'])
    },
  )

  it('shows a message before it answers, and then never answers: nothing is sent again', async () => {
    const bench = await open()
    bench.slow.ms = HOUR
    await bench.say(LAN, 'một', 'hai')
    await until(() => bench.heard(LAN).length === 2, 'the first')
    await bench.dispatcher.echoed(bench.channel.account, [echoOfLast(bench)])
    bench.slow.ms = 0
    await passUntil(bench, () => kinds(bench).includes('unknown'), COARSE)
    await passUntil(bench, () => bench.heard(LAN).length === 3, COARSE)
    await until(async () => (await bench.unsent()) === 0, 'the marks', 15_000)
    expect(bench.heard(LAN)).toEqual(['chào', 'một', 'hai'])
  })

  it('shows a message once more that was answered for: the next with the same words is not taken for it', async () => {
    const bench = await open()
    const again = echoOfLast(bench)
    bench.fail('reset')
    await bench.say(LAN, 'chào')
    await passUntil(bench, () => kinds(bench).includes('unknown'), COARSE)
    await bench.dispatcher.echoed(bench.channel.account, [{ ...again, mark: null }])
    await passUntil(bench, () => bench.heard(LAN).length === 2)
  })

  it.each(['hang', 'reset'] as const)(
    'may or may not have taken a request (%s): it waits for the echo, and is sent again where none comes',
    async trouble => {
      const bench = await open()
      bench.fail(trouble)
      await bench.say(LAN, 'một', 'hai')
      await passUntil(bench, () => kinds(bench).includes('unknown'), COARSE)
      const { count } = bench.calls
      await letPass(bench, 8 * SECOND)
      expect(bench.calls.count).toBe(count)
      await passUntil(bench, () => bench.heard(LAN).length === 3)
      expect(bench.heard(LAN)).toEqual(['chào', 'một', 'hai'])
    },
  )

  it('answers 500: it is tried again after pauses that grow', async () => {
    const bench = await open()
    bench.fail('HTTP 500', 3)
    await bench.say(LAN, 'một')
    const took = await passUntil(bench, () => kinds(bench).length === 5)
    expect(kinds(bench)).toEqual(['sent', 'retry', 'retry', 'retry', 'sent'])
    expect(took).toBeGreaterThanOrEqual(14 * SECOND)
    expect(took).toBeLessThanOrEqual(20 * SECOND)
  })

  it.each<[string, (bench: Bench) => void]>([
    ['answers 429', bench => bench.fail('HTTP 429')],
    [
      // Zalo says so with HTTP 200, Messenger with 400.
      'says in its own words that it is throttled',
      bench => bench.failAs({ zalo: -32, messenger: { code: 80006, minutes: 1 } }),
    ],
  ])('%s: nothing is sent to anybody for a while, and then one alone tries', async (_label, throttle) => {
    const bench = await open()
    throttle(bench)
    await bench.say(LAN, 'một')
    await until(() => kinds(bench).includes('throttled'), 'the answer')
    const { count } = bench.calls
    await bench.say(HUNG, 'hai')
    await letPass(bench, 19 * SECOND)
    expect(bench.calls.count).toBe(count)
    await passUntil(bench, () => bench.heard(LAN).length + bench.heard(HUNG).length === 3)
  })

  it('fails with one request alone: the others go on, and after three tries it is kept and they pass it', async () => {
    const bench = await open()
    bench.failAs({ zalo: -200, messenger: { code: 2 } }, 3)
    await bench.say(LAN, 'một', 'hai')
    await passUntil(bench, () => bench.heard(LAN).length === 2)
    expect(bench.heard(LAN)).toEqual(['chào', 'hai'])
    expect(bench.kept).toMatchObject([{ person: LAN, attempts: 2 }])
  })

  it('closed the window: what cannot be sent is kept for the next word, and the rest passes', async () => {
    const bench = await open()
    bench.failAs({ zalo: -230, messenger: { code: 10, subcode: 2018278 } })
    await bench.say(LAN, 'một')
    await until(() => bench.kept.length === 1, 'what is kept')
    expect(kinds(bench).at(-1)).toBe('dropped')
    await until(async () => (await bench.unsent()) === 0, 'the mark')
  })

  it('wants somebody to act: one request every five minutes, and all leaves when somebody did', async () => {
    const people = Array.from({ length: 100 }, (_, index) => `2100000000000000${100 + index}`)
    const bench = await open(...people)
    bench.failAs({ zalo: -321, messenger: { code: 190 } }, 1_000)
    for (const person of people) await bench.say(person, 'một')
    await until(() => kinds(bench).includes('stopped'), 'the answer')
    await letPass(bench, 2 * MINUTE, 30 * SECOND)
    // All that were under way when it became known.
    const { count } = bench.calls
    expect(count).toBeLessThanOrEqual(66)
    await letPass(bench, 28 * MINUTE, MINUTE)
    expect(bench.calls.count - count).toBeGreaterThanOrEqual(4)
    expect(bench.calls.count - count).toBeLessThanOrEqual(6)
    bench.mend()
    bench.dispatcher.resume(bench.channel.account)
    await passUntil(bench, () => people.every(person => bench.heard(person).length === 1), SECOND)
  })

  it('is down for an hour under load: every answer arrives, once and in order, within two minutes', async () => {
    const people = Array.from({ length: 100 }, (_, index) => `2200000000000000${100 + index}`)
    const bench = await open(...people)
    await bench.fake.goDown()
    const before = bench.calls.count
    for (let quarter = 0; quarter < 3; quarter++) {
      for (const person of people) await bench.say(person, `câu ${quarter}`)
      await letPass(bench, 20 * MINUTE, 30 * SECOND)
    }
    const tried = bench.calls.count - before
    expect(tried).toBeGreaterThan(60)
    // 64 that were under way at first, and one every minute.
    expect(tried).toBeLessThan(64 + 60 + 20)
    await bench.fake.comeUp()
    const heardAll = () => people.every(person => bench.heard(person).length === 3)
    expect(await passUntil(bench, heardAll)).toBeLessThanOrEqual(2 * MINUTE)
    for (const person of people) expect(bench.heard(person)).toEqual(['câu 0', 'câu 1', 'câu 2'])
    expect(bench.errors).toEqual([])
  }, 60_000)
})

describe('however much one person is told', () => {
  it.each(PLATFORMS)('others on %s wait no longer', async platform => {
    const crowd = Array.from({ length: 63 }, (_, index) => `2300000000000000${100 + index}`)
    const made = await bench(platform, [LAN, HUNG, ...crowd])
    await made.say(LAN, ...Array.from({ length: 100 }, (_, index) => `câu ${index}`))
    await made.say(HUNG, 'một câu')
    await until(() => made.heard(HUNG).length === 1, 'the other')
    expect(made.heard(LAN).length).toBeLessThan(10)
  })
})
