import {
  brokenText,
  type HostileCall,
  hugeNumber,
  nested,
  strangeAction,
  strangePayload,
  write,
  wrongValue,
} from './hostile-parts.ts'
import type { Chance } from './random.ts'

type Made = Pick<HostileCall, 'expected'> & { body: string | Buffer; headers?: { [name: string]: string } }

const JSON_TYPE = { 'content-type': 'application/json' }
const TWO_MEGABYTES = 2 * 1024 * 1024

/** Makes hostile calls of `POST /chat/messages`, from persons whose cookies are given. */
export function webCalls(
  cookies: readonly [string, ...string[]],
  chance: Chance,
): { [kind: string]: () => HostileCall } {
  const taken: readonly number[] = [202]
  const refused: readonly number[] = [400]
  const either: readonly number[] = [202, 400, 413]

  const kinds: { [kind: string]: () => Made } = {
    'truncated JSON': () => {
      const body = Buffer.from(write({ text: 'làm giấy khai sinh', id: chance.hex(12) }))
      return { body: body.subarray(0, 1 + chance.below(body.length - 2)), expected: refused }
    },
    'JSON that is no message': () => ({
      body: write(
        chance.of<unknown>([[], null, 1, true, 'khai sinh', {}, hugeNumber(chance), [{ text: 'a' }]]),
      ),
      expected: refused,
    }),
    'a wrong type in a field': () => {
      const field = chance.of(['text', 'tap', 'id', 'title'])
      const rest: object = field === 'text' || field === 'tap' ? {} : { text: 'khai sinh' }
      return { body: write({ ...rest, [field]: wrongValue(chance) }), expected: either }
    },
    'text and tap at once': () => ({ body: write({ text: 'a', tap: '#dl:a' }), expected: refused }),
    'half surrogates and NULs': () => ({
      body: write({ text: brokenText(chance), id: brokenText(chance) }),
      expected: either,
    }),
    'only what cannot be seen': () => ({
      body: write({ text: chance.of(['\0', ' \n\t', '\u0001\u0002', '']) }),
      expected: refused,
    }),
    'deep nesting': () => ({ body: `{"text":${nested(10 + chance.below(5_000))}}`, expected: refused }),
    'nesting 200,000 deep': () => ({ body: `{"text":${nested(200_000)}}`, expected: refused }),
    '__proto__ and constructor keys': () => ({
      body: chance.of([
        '{"__proto__":{"text":"khai sinh"}}',
        '{"__proto__":{"tap":"x"},"text":5}',
        '{"constructor":{"prototype":{"text":"khai sinh"}}}',
      ]),
      expected: refused,
    }),
    'another content type': () => ({
      body: '{"text":"khai sinh"}',
      headers: {
        'content-type': chance.of([
          'text/plain',
          'application/x-www-form-urlencoded',
          'x',
          'application/jsonp',
        ]),
      },
      expected: [415],
    }),
    'an encoding that is none': () => ({
      body: chance.bytes(50),
      headers: chance.of<{ [name: string]: string }>([
        { ...JSON_TYPE, 'content-encoding': 'gzip' },
        { ...JSON_TYPE, 'content-encoding': 'nonsense' },
        { 'content-type': 'application/json; charset=utf-99' },
        { 'content-type': 'application/json; charset=utf-16' },
      ]),
      expected: [400, 415],
    }),
    'from another site': () => ({
      body: '{"text":"khai sinh"}',
      headers: {
        ...JSON_TYPE,
        origin: chance.of(['https://evil.example', 'null', 'x', 'http://127.0.0.1.evil']),
      },
      expected: [403],
    }),
    'forged cookies': () => ({
      body: '{"tap":7}',
      headers: {
        ...JSON_TYPE,
        cookie: `dan_loi=${chance.of(['o.x.y', '%', '%ff', '..', 'o'.repeat(4_000)])}`,
      },
      expected: refused,
    }),
    'taps with garbage': () => ({ body: write({ tap: strangePayload(chance) }), expected: either }),
    'actions with wrong fields': () => ({ body: write({ tap: strangeAction(chance) }), expected: either }),
    'ids that repeat': () => ({
      body: write({ text: 'khai sinh', id: chance.of(['__proto__', 'constructor', '0', "';--"]) }),
      expected: taken,
    }),
    'texts over 2,000 letters': () => ({
      body: write({ text: 'xin hỏi '.repeat(300 + chance.below(3_000)) }),
      expected: [413],
    }),
    'bodies of 2 MB': () => ({ body: write({ text: 'x'.repeat(TWO_MEGABYTES) }), expected: [413] }),
  }

  function call(kind: string, { body, headers, expected }: Made): HostileCall {
    return {
      kind: `chat: ${kind}`,
      path: '/chat/messages',
      headers: { cookie: chance.of([cookies[0], ...cookies]), ...(headers ?? JSON_TYPE) },
      body: typeof body === 'string' ? Buffer.from(body) : body,
      expected,
      mayReply: false,
    }
  }
  return Object.fromEntries(Object.entries(kinds).map(([kind, make]) => [kind, () => call(kind, make())]))
}
