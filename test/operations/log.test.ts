import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import axios from 'axios'
import { describe, expect, it } from 'vitest'
import { LOG_FIELDS } from '../../src/operations/log/fields.ts'
import { makeLog } from '../../src/operations/log.ts'
import { StoreUnavailable } from '../../src/store/store.ts'

/** What was written by whatever logs here: the text, and each line as it reads. */
function logged(work: (log: ReturnType<typeof makeLog>) => void) {
  const heard: string[] = []
  work(makeLog('debug', { write: line => heard.push(line) }))
  const written = heard.join('')
  const lines: { [field: string]: unknown }[] = written
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
  return { written, lines }
}

const ACCESS_TOKEN = 'EAAGm0PX4ZCpsBAKZCqLx7ZBq2ZCZAhZBZC9'

describe('a log line', () => {
  it('holds the fields of the allow-list, and the names alone of all others', () => {
    const { lines, written } = logged(log =>
      log.warn({ account: 'zalo:4000000000000000004', count: 3, text: 'Tôi là Nguyễn Thị Lan' }, 'Said once'),
    )
    expect(lines).toMatchObject([
      { level: 40, account: 'zalo:4000000000000000004', count: 3, leftOut: ['text'], msg: 'Said once' },
    ])
    expect(written).not.toContain('Lan')
  })

  it.each([
    ['a card', 'số thẻ 4111 1111 1111 1111 đây', '1111'],
    ['a citizen number', 'CCCD 038190012345', '0381'],
    ['a phone', 'gọi 0912.345.678 nhé', '0912'],
    ['a phone with its country', 'gọi +84 912 345 678', '84 9'],
    ['a person at Zalo', 'user 7000000000000000007 is blocked', '7000'],
    ['a person at Zalo Bot', 'chat aa11bb22cc33dd44ee55 not found', 'aa11'],
    ['an e-mail', 'lan.nguyen@example.vn', 'lan.nguyen'],
    ['a token in an address', `GET https://graph.facebook.com/me?access_token=${ACCESS_TOKEN}`, 'EAAG'],
    ['a token by itself', `Malformed ${ACCESS_TOKEN}`, 'EAAG'],
    ['a bearer', 'Authorization: Bearer abcdefghijk', 'abcdefghijk'],
  ])('cuts %s out of a reason', (_, reason, secret) => {
    expect(reason).toContain(secret)
    expect(logged(log => log.warn({ reason }, 'No')).written).not.toContain(secret)
  })

  it('leaves what an operator has to read as it is', () => {
    const reason =
      'Zalo error -32 (app rate limit): too many calls; let an OA admin authorise the app again and set ZALO_REFRESH_TOKEN'
    expect(logged(log => log.warn({ reason }, 'No')).lines).toMatchObject([{ reason }])
  })

  it('of an error of axios has neither address nor headers nor bodies', async () => {
    const error: unknown = await axios
      .post('http://127.0.0.1:1/v26.0/me/messages?access_token=bi-mat-abc', 'text=0912345678', {
        headers: { access_token: 'bi-mat-abc' },
      })
      .catch((thrown: unknown) => thrown)
    const { lines, written } = logged(log => log.error({ err: error }, 'Failed'))
    expect(lines[0]?.err).toMatchObject({ name: expect.stringMatching(/Error/), code: 'ECONNREFUSED' })
    expect(written).not.toMatch(/bi-mat|access_token|0912345678|127\.0\.0\.1/)
  })

  it('does not repeat what a parser could not read, and says where it happened', () => {
    const { written, lines } = logged(log => {
      try {
        JSON.parse('{"text": Tôi là Nguyễn Thị Lan}')
      } catch (error) {
        log.error({ err: error }, 'Failed')
      }
    })
    expect(written).not.toContain('Lan')
    expect(lines[0]?.err).toMatchObject({
      name: 'SyntaxError',
      stack: expect.stringContaining('log.test.ts'),
    })
  })

  it('keeps the sentence of a fault that somebody can mend', () => {
    const error = new StoreUnavailable('The disk is full. Free some space.')
    const [line] = logged(log => log.error({ err: error }, 'Failed')).lines
    expect(line?.err).toMatchObject({ message: 'The disk is full. Free some space.' })
  })

  it('has no word of an error whose sentence was left away', () => {
    const { written } = logged(log => log.error({ err: 'Lan 0912345678' }, ''))
    expect(written).not.toContain('0912345678')
  })
})

describe('whoever logs in src/', () => {
  const root = resolve(import.meta.dirname, '..', '..', 'src')
  const calls = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .flatMap(file => {
      const text = readFileSync(join(root, file), 'utf8')
      const found = text.matchAll(/log\.(?:debug|info|warn|error)\(\s*\{([^{}]*)\}/g)
      return [...found].map(([, fields = '']) => ({ file, fields }))
    })

  it('uses fields of the allow-list only', () => {
    expect(calls.length).toBeGreaterThan(10)
    const unknown = calls.flatMap(({ file, fields }) =>
      fields
        .split(',')
        .map(field => field.split(':')[0]?.trim() ?? '')
        .filter(field => /^\w+$/.test(field) && !LOG_FIELDS.has(field))
        .map(field => `${file}: ${field}`),
    )
    expect(unknown).toEqual([])
  })
})
