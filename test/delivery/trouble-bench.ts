import { onTestFinished } from 'vitest'
import type { Channel, Sent } from '../../src/channels/channel.ts'
import { type HttpAnswer, type Post, post } from '../../src/channels/common/http.ts'
import { messengerChannel } from '../../src/channels/messenger/channel.ts'
import { zaloChannel } from '../../src/channels/zalo/channel.ts'
import { Dispatcher } from '../../src/delivery/dispatcher.ts'
import type { OutboxRow } from '../../src/store/records/queues.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import * as messengerSetup from '../channels/messenger-stage.ts'
import { plain } from '../channels/setup.ts'
import * as zaloSetup from '../channels/zalo-stage.ts'
import { FakeMessenger } from '../fakes/messenger.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { someone, turn } from '../store/samples.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

export type Platform = 'Zalo' | 'Messenger'
export type Trouble = 'reset' | 'hang' | 'taken, then reset' | 'taken, then hang' | 'HTTP 500' | 'HTTP 429'

export type GraphFault = { code: number; subcode?: number; minutes?: number }

/** What an HTTP call waits for besides the platform: the bench's clock and not the real one. */
type Late = { at: number; answer: () => void }

/**
 * A dispatcher with the channel of one platform and a store, against the platform's stand-in. Its clock stands still until
 * `pass`, and time-outs run by that clock.
 */
export async function bench(platform: Platform, people: readonly string[]) {
  const clock = { now: Date.now() }
  const late = new Set<Late>()
  const calls = { count: 0, underWay: 0, most: 0, unanswered: 0 }
  /** For how long the platform keeps its answers to itself. */
  const slow = { ms: 0 }
  const at = (ms: number) =>
    new Promise<void>(resolve => {
      late.add({ at: clock.now + ms, answer: resolve })
    })

  const clocked: Post = async call => {
    calls.count++
    calls.most = Math.max(calls.most, ++calls.underWay)
    calls.unanswered++
    const heldBack = slow.ms > 0 ? at(slow.ms) : null
    const answered = post({ ...call, timeoutMs: 60 * MINUTE }).then(async answer => {
      calls.unanswered--
      await heldBack
      return answer
    })
    const timedOut = at(call.timeoutMs).then(
      (): HttpAnswer => ({ kind: 'failed', reason: 'ECONNABORTED', left: true }),
    )
    const answer = await Promise.race([answered, timedOut])
    calls.underWay--
    return answer
  }

  turns.clear()
  const fake = platform === 'Zalo' ? await FakeZalo.start() : await FakeMessenger.start()
  const { channel, saysHello } = channelOf(fake, clocked)
  for (const person of people) await saysHello(person)
  const store = await openSqliteStore(':memory:')
  let marked = 0
  const { settleOutbox } = store
  store.settleOutbox = async settlements => {
    await settleOutbox(settlements)
    marked += settlements.filter(({ status }) => status !== 'released').length
  }
  const sent: Sent[] = []
  const kept: OutboxRow[] = []
  const errors: unknown[] = []
  const dispatcher = new Dispatcher({
    store,
    channels: new Map([[channel.account, channel]]),
    now: () => clock.now,
    onSent: (_, one) => void sent.push(one),
    onExpired: () => {},
    onKept: async rows => void kept.push(...rows),
    onError: error => void errors.push(error),
    chance: () => 0,
  })
  onTestFinished(async () => {
    for (const { answer } of late) answer()
    // What hangs lets go only when the platform does.
    await fake.stop()
    await dispatcher.stop()
    await store.close()
  })

  return {
    store,
    channel,
    fake,
    dispatcher,
    clock,
    calls,
    slow,
    sent,
    kept,
    errors,
    /** What the platform took for this person, in order. */
    heard: (person: string) => fake.sentTo(person).map(({ text }) => text),
    /** Lets these texts be said to a person, each as a turn of its own. */
    say: async (person: string, ...texts: string[]) => {
      await store.commit([turnFor(channel, person, texts, clock.now)])
      dispatcher.wake()
    },
    pass: (ms: number) => {
      clock.now += ms
      for (const waits of [...late].filter(one => one.at <= clock.now)) {
        late.delete(waits)
        waits.answer()
      }
      dispatcher.wake()
    },
    /** Whether an answer of the platform is about to come, or to be marked. */
    isBusy: () => calls.unanswered > fake.hanging || sent.length > marked,
    unsent: async () => (await store.backlog(clock.now)).outbox,
    fail: (trouble: Trouble, times = 1) => fake.failNext(trouble, times),
    /** The next calls are refused in the platform's own words. */
    failAs: ({ zalo, messenger }: { zalo: number; messenger: GraphFault }, times = 1) =>
      fake instanceof FakeZalo ? fake.failNext(zalo, times) : fake.failNext(messenger, times),
    /** Nothing fails any more. */
    mend: () => fake.mend(),
  }
}

export type Bench = Awaited<ReturnType<typeof bench>>

function channelOf(fake: FakeZalo | FakeMessenger, clocked: Post) {
  if (fake instanceof FakeZalo) {
    const { options } = zaloSetup.optionsFor(fake)
    delete options.timeoutMs
    fake.postsTo('http://127.0.0.1:9/')
    const channel = zaloChannel({ ...options, post: clocked })
    return { channel, saysHello: (person: string) => fake.userSays(person, 'chào').catch(() => {}) }
  }
  const { options } = messengerSetup.optionsFor(fake)
  delete options.timeoutMs
  fake.postsTo('http://127.0.0.1:9/')
  const channel = messengerChannel({ ...options, post: clocked })
  return { channel, saysHello: (person: string) => fake.userSays(person, 'chào').catch(() => {}) }
}

/** How many turns a person has had. */
const turns = new Map<string, number>()

function turnFor(channel: Channel, person: string, texts: readonly string[], now: number) {
  const before = turns.get(person) ?? 0
  turns.set(person, before + 1)
  const conversation = { ...someone(person, channel.account), person, revision: before + 1 }
  return turn(conversation, {
    at: now,
    conversation: { ...conversation, nextSeq: (before + 2) * 1_000 },
    messages: [],
    outbox: texts.flatMap((text, index) =>
      channel.render({ ...plain, text }, person).map((request, part) => ({
        seq: (before + 1) * 1_000 + index,
        part,
        request: JSON.stringify(request),
        notBefore: now,
        expires: now + 24 * HOUR,
      })),
    ),
  })
}
