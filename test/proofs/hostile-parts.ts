import { TAP_PREFIX } from '../../src/guidance/action.ts'
import type { Chance } from './random.ts'

/**
 * One hostile call. `expected` are the statuses that are right for it; `mayReply` is false where nobody may hear
 * anything from the bot because of it.
 */
export type HostileCall = {
  kind: string
  path: '/webhooks/zalo' | '/chat/messages'
  headers: { [name: string]: string }
  body: Buffer
  expected: readonly number[]
  mayReply: boolean
}

/** JSON as it is written; what `JSON.stringify` cannot say (huge numbers, doubled keys) is given as text. */
export class Written {
  readonly json: string
  constructor(json: string) {
    this.json = json
  }
}

/** Writes JSON with `Written` parts as they are. */
export function write(value: unknown): string {
  if (value instanceof Written) return value.json
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, part]) => `${JSON.stringify(key)}:${write(part)}`)
      .join(',')}}`
  return JSON.stringify(value) ?? 'null'
}

/** A value that is not what any field expects. */
export function wrongValue(chance: Chance): unknown {
  return chance.of<() => unknown>([
    () => null,
    () => true,
    () => '',
    () => ' ',
    () => chance.below(1e9),
    () => -1,
    () => 1.5,
    () => [],
    () => ({}),
    () => [null, [], {}],
    () => ({ id: { id: { id: null } } }),
    () => ({ toString: 1, valueOf: null, length: -1 }),
    () => hugeNumber(chance),
    () => brokenText(chance),
    () => new Written(nested(1 + chance.below(50))),
    () => new Written('{"__proto__":{"id":"1","admin":true},"constructor":{"prototype":{"polluted":true}}}'),
    () => 'x'.repeat(1 + chance.below(5_000)),
  ])()
}

export function hugeNumber(chance: Chance): Written {
  return new Written(
    chance.of([
      '1e400',
      '-1e400',
      '1e-400',
      '-0',
      '9007199254740993',
      '123456789012345678901234567890',
      `1${'0'.repeat(400)}`,
      '0.1e+308',
      '99999999999999999',
    ]),
  )
}

/** Half surrogates, NULs, control and direction signs, combining heaps. */
export function brokenText(chance: Chance): string {
  const parts = [
    '\ud800',
    '\udc00',
    '\udfff\ud800',
    '\0',
    'a\0b',
    '\u0001\u001f\u007f',
    '\u202e\u2066',
    '\ufeff',
    '\uffff',
  ]
  const heap = `a${'\u0301'.repeat(chance.below(200))}`
  const words: [string, ...string[]] = [
    'khai sinh',
    ...parts,
    heap,
    '🇻🇳👨‍👩‍👧',
    "'; drop table inbox; --",
    '{{7*7}}',
    '<script>',
  ]
  return Array.from({ length: 1 + chance.below(6) }, () => chance.of(words)).join(chance.of(['', ' ', '\n']))
}

export function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}

/** Names and ids that code may trip over. */
const TRAPS: [string, ...string[]] = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  '../../etc/passwd',
  '\0',
  '1',
]

/** What a tap may carry that this bot never wrote. */
export function strangePayload(chance: Chance): string {
  return chance.of<() => string>([
    () => TAP_PREFIX,
    () => `${TAP_PREFIX}${chance.bytes(chance.below(200)).toString('latin1')}`,
    () => `${TAP_PREFIX}${chance.bytes(chance.below(300)).toString('base64url')}`,
    () => `${TAP_PREFIX}${'A'.repeat(chance.below(3_000))}`,
    () => TAP_PREFIX + Buffer.from(nested(chance.below(300))).toString('base64url'),
    () => `#dl:#dl:#dl:${chance.hex(20)}`,
  ])()
}

/** A choice in the bot's own form whose fields are wrong, missing, or name what does not exist. */
export function strangeAction(chance: Chance): string {
  const trap = () =>
    chance.of<() => unknown>([() => chance.of(TRAPS), () => chance.of(TRAPS), () => wrongValue(chance)])()
  const action: object = chance.of<() => object>([
    () => ({ do: 'answer', run: trap(), path: trap(), value: trap() }),
    () => ({ do: 'tick', run: trap(), path: trap(), item: trap() }),
    () => ({ do: 'stuck', run: trap(), path: trap() }),
    () => ({ do: 'obstacle', run: trap(), path: trap(), obstacle: trap() }),
    () => ({ do: 'centre', run: trap(), path: trap() }),
    () => ({ do: 'paper', run: trap(), path: trap() }),
    () => ({ do: 'resume', run: trap() }),
    () => ({ do: 'again', run: trap() }),
    () => ({ do: 'start', guide: trap(), relation: chance.of<unknown>([null, 'con', trap()]) }),
    () => ({ do: 'start', guide: 'khai-sinh', relation: trap() }),
    () => ({ do: 'whoFor', guide: trap() }),
    () => ({
      do: 'open',
      topic: { kind: chance.of(['procedure', 'guide', 'faq', 'office', 'x']), id: trap() },
    }),
    () => ({ do: 'open', topic: trap(), relation: trap() }),
    () => ({ do: 'facet', procedure: trap(), facet: chance.of(['papers', 'fee', 'x']) }),
    () => ({ do: 'menu', page: chance.of<unknown>([0, 99, 100, -1, 1.5, '0', trap()]) }),
    () => ({ do: 'command', command: chance.of<unknown>(['back', 'skip', 'resume', 'erase', trap()]) }),
    () => ({ do: 'erase', yes: chance.of<unknown>(['true', 1, null, trap()]) }),
    () => ({ do: 'none', ...{ extra: trap() } }),
    () => ({ do: trap() }),
    () => ({}),
  ])()
  return TAP_PREFIX + Buffer.from(write(action)).toString('base64url')
}
