import { createHash } from 'node:crypto'
import {
  brokenText,
  type HostileCall,
  hugeNumber,
  nested,
  strangeAction,
  strangePayload,
  Written,
  write,
  wrongValue,
} from './hostile-parts.ts'
import type { Chance } from './random.ts'

type Secrets = { appId: string; oaId: string; oaSecretKey: string }
type Event = { [field: string]: unknown }
type Made = Pick<HostileCall, 'expected' | 'mayReply'> & {
  body: string | Buffer
  signature?: 'forged' | 'none'
}

/** Persons whose events are forged or malformed start with 66: none of them may ever hear from the bot. */
export const NEVER_ANSWERED = /^66/
/** Few, so that what they leave in the database stays as small as that of a few hundred citizens. */
/** So many that nobody sends more in ten seconds than the bot answers one by one (guidance/pace.ts). */
const PERSONS = 3_000
const TWO_MEGABYTES = 2 * 1024 * 1024

/** Makes hostile calls of `POST /webhooks/zalo`, each signed as Zalo signs unless the kind says otherwise. */
export function zaloCalls(secrets: Secrets, chance: Chance): { [kind: string]: () => HostileCall } {
  let count = 0
  const quiet: Pick<Made, 'expected' | 'mayReply'> = { expected: [200], mayReply: false }
  const weird: Pick<Made, 'expected' | 'mayReply'> = { expected: [200], mayReply: true }
  const malformed: Pick<Made, 'expected' | 'mayReply'> = { expected: [400], mayReply: false }

  function event(person = `20${chance.below(PERSONS)}`): Event {
    return {
      app_id: secrets.appId,
      user_id_by_app: '3000',
      event_name: 'user_send_text',
      sender: { id: person },
      recipient: { id: secrets.oaId },
      message: { text: chance.of(['làm khai sinh', '1', 'trở lại', 'danh mục']), msg_id: `h${count++}` },
      timestamp: String(1_790_000_000_000 + count),
    }
  }
  const unheard = () => event(`66${chance.below(PERSONS)}`)
  const says = (text: unknown, of = event()) => ({ ...of, message: { text, msg_id: `h${count++}` } })

  const nestedEvent = (depth: number): Made => ({
    body: chance.of([nested(depth), write(says(new Written(nested(depth)), unheard()))]),
    expected: [200, 400],
    mayReply: false,
  })

  const kinds: { [kind: string]: () => Made } = {
    'forged signature': () => ({
      body: write(unheard()),
      signature: 'forged',
      expected: [401],
      mayReply: false,
    }),
    'no signature': () => ({ body: write(unheard()), signature: 'none', expected: [401], mayReply: false }),
    'truncated JSON': () => {
      const body = Buffer.from(write(unheard()))
      return { body: body.subarray(0, 1 + chance.below(body.length - 2)), ...malformed }
    },
    'bytes that are no JSON': () => ({
      body: Buffer.concat([
        Buffer.from([chance.of([0, 1, 0xff, 0xed, 0x80])]),
        chance.bytes(chance.below(500)),
      ]),
      ...malformed,
    }),
    'JSON that is no event': () => ({
      body: write(
        chance.of<unknown>([null, 1, '', [], [[]], 'user_send_text', hugeNumber(chance), { a: 1 }, true]),
      ),
      ...quiet,
    }),
    'deep nesting': () => nestedEvent(10 + chance.below(5_000)),
    'nesting 200,000 deep': () => nestedEvent(200_000),
    'a wrong type in one field': () => ({ body: write(changed(event(), chance)), ...weird }),
    'fields missing': () => ({ body: write(without(event(), chance)), ...weird }),
    'no person or no name of an event': () => {
      const { sender, event_name, ...rest } = unheard()
      return {
        body: write(
          chance.of<object>([
            { ...rest, sender },
            { ...rest, event_name },
          ]),
        ),
        ...quiet,
      }
    },
    'half surrogates and NULs in a text': () => ({ body: write(says(brokenText(chance))), ...weird }),
    'half surrogates and NULs in an id': () => ({
      body: write({
        ...event(),
        // Different in memory, the same one once written as UTF-8.
        sender: { id: chance.of(['\ud800', '\udbff', '\udfff', brokenText(chance)]) },
        message: { text: 'khai sinh', msg_id: brokenText(chance) },
      }),
      ...weird,
    }),
    'bytes that are no UTF-8 in a text': () => {
      const [head = '', tail = ''] = write(says('@@@')).split('@@@')
      const bytes = Buffer.from([0xed, 0xa0, 0x80, 0xc0, 0x80, 0xff, 0xf5])
      return { body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(tail)]), ...weird }
    },
    'huge numbers': () => ({
      body: write({
        ...event(),
        timestamp: chance.of<unknown>([hugeNumber(chance), '9'.repeat(30), '1'.repeat(16), '-1']),
        sender: { id: hugeNumber(chance) },
        message: { text: 'khai sinh', msg_id: hugeNumber(chance) },
      }),
      ...weird,
    }),
    '__proto__ and constructor keys': () => {
      const poison = `"__proto__":{"event_name":"user_send_text","sender":{"id":"66"},"polluted":true},"constructor":{"prototype":{"polluted":true}}`
      return { body: `{${poison},${write(event()).slice(1)}`, ...weird }
    },
    'only __proto__ names the person': () => {
      const { sender, ...rest } = unheard()
      return { body: `{"__proto__":${write({ sender })},${write(rest).slice(1)}`, ...quiet }
    },
    'unknown events': () => ({
      body: write({
        ...unheard(),
        event_name: chance.of([
          'user_does_magic',
          '__proto__',
          'constructor',
          'toString',
          '',
          'USER_SEND_TEXT',
          'x'.repeat(2_000),
        ]),
      }),
      ...quiet,
    }),
    'ids as numbers': () => ({
      body: write({
        ...event(),
        sender: { id: 2_000_000 + chance.below(PERSONS) },
        message: { text: 'khai sinh', msg_id: 5_000_000_000 + count++ },
        timestamp: 1_790_000_000_000 + count,
      }),
      ...weird,
    }),
    'another account, or our own echo': () => ({
      body: write(
        chance.of<object>([
          { ...unheard(), recipient: { id: '999' } },
          { ...unheard(), event_name: 'oa_send_text', sender: { id: secrets.oaId }, recipient: { id: '66' } },
        ]),
      ),
      ...quiet,
    }),
    'taps with garbage': () => ({ body: write(says(strangePayload(chance))), ...weird }),
    'actions with wrong fields': () => ({ body: write(says(strangeAction(chance))), ...weird }),
    'texts of up to 100,000 letters': () => ({
      body: write(says(chance.of(['khai sinh ', 'a', '1', 'ạ', 'xyz qw ']).repeat(1 + chance.below(14_000)))),
      ...weird,
    }),
    'bodies of 2 MB': () => ({
      body: write(says('x'.repeat(TWO_MEGABYTES), unheard())),
      expected: [413],
      mayReply: false,
    }),
  }

  function call(kind: string, { body, signature, expected, mayReply }: Made): HostileCall {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    const timestamp = String(1_790_000_000_000 + count)
    return {
      kind: `zalo: ${kind}`,
      path: '/webhooks/zalo',
      headers: {
        'content-type': 'application/json',
        'x-zevent-timestamp': timestamp,
        ...signatureHeader(signature, sign(secrets, bytes, timestamp), chance),
      },
      body: bytes,
      expected,
      mayReply,
    }
  }
  return Object.fromEntries(Object.entries(kinds).map(([kind, make]) => [kind, () => call(kind, make())]))
}

function sign({ appId, oaSecretKey }: Secrets, body: Buffer, timestamp: string): string {
  return createHash('sha256')
    .update(appId)
    .update(body)
    .update(timestamp + oaSecretKey)
    .digest('hex')
}

function signatureHeader(kind: Made['signature'], right: string, chance: Chance): { [name: string]: string } {
  if (kind === 'none') return {}
  if (kind === undefined) return { 'x-zevent-signature': `mac=${right}` }
  const wrong = chance.of([
    `mac=${chance.hex(64)}`,
    `mac=${right.slice(0, 63)}${right.endsWith('0') ? '1' : '0'}`,
    right.slice(0, 40),
    `mac=mac=${right}`,
    'mac=',
    '0'.repeat(64),
    '__proto__',
    `sha512=${right}`,
  ])
  return { 'x-zevent-signature': wrong }
}

/** One field, at any depth, gets a value of a wrong type. */
function changed(event: Event, chance: Chance): Event {
  const names = Object.keys(event)
  const name = chance.of([names[0] ?? '', ...names])
  const value = event[name]
  const deeper = isEvent(value) && chance.below(2) === 0
  return { ...event, [name]: deeper ? changed(value, chance) : wrongValue(chance) }
}

function without(event: Event, chance: Chance): Event {
  return Object.fromEntries(
    Object.entries(event).flatMap(([name, value]) => {
      if (chance.below(4) === 0) return []
      return [[name, isEvent(value) && chance.below(2) === 0 ? without(value, chance) : value]]
    }),
  )
}

function isEvent(value: unknown): value is Event {
  return typeof value === 'object' && value !== null
}
