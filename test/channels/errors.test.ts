import { describe, expect, it } from 'vitest'
import { type Remedy, sentBy, UNKNOWN_CODE } from '../../src/channels/common/remedy.ts'
import * as messenger from '../../src/channels/messenger/errors.ts'
import * as zalo from '../../src/channels/zalo/errors.ts'

/** What the platform facts say of each code (§2.5), in their words, and what is done about it. */
const ZALO: { [remedy in Remedy]: number[] } = {
  retry: [],
  unsure: [],
  'retry-few': [-200],
  'slow-down': [-32],
  refresh: [-216, -220],
  're-upload': [-100],
  // -218 is a limit of one person: the others need not wait for it.
  keep: [-230, -232, -218],
  drop: [-213, -217, -227, -244],
  report: [-201, -210, -233, -248],
  stop: [-204, -205, -209, -211, -212, -219, -221, -223, -224, -235, -240, -242, -320, -321, -14002, -14003],
}

/** §8.4, as code or code/subcode. A Page token cannot be renewed, and pictures go by address. */
const MESSENGER: { [remedy in Remedy]: string[] } = {
  retry: ['1', '613', '10/2018321', '2018321'],
  unsure: [],
  'retry-few': ['2'],
  'slow-down': ['4', '17', '32', '80001', '80006'],
  refresh: [],
  're-upload': [],
  keep: ['10/2018278', '10/2534022'],
  drop: ['10/2018108', '551/1545041', '551', '200/1545041', '10/2018300', '2018300', '100/2018001', '230'],
  report: ['100', '100/1893061'],
  stop: [
    '190',
    '190/458',
    '190/460',
    '190/463',
    '190/467',
    '10',
    '10/1893063',
    '100/33',
    '200',
    '2/2018344',
    '368',
  ],
}

const rows = <Code>(table: { [remedy in Remedy]: Code[] }) =>
  Object.entries(table).flatMap(([remedy, codes]) => codes.map(code => ({ code, remedy })))

describe("Zalo's errors", () => {
  it.each(rows(ZALO))('$code means $remedy', ({ code, remedy }) => {
    expect(zalo.meaningOf(code).does).toBe(remedy)
  })

  it('are all in the table, and no others', () => {
    expect([...zalo.MEANINGS.keys()].sort()).toEqual(
      rows(ZALO)
        .map(({ code }) => code)
        .sort(),
    )
  })
})

describe("Messenger's errors", () => {
  it.each(rows(MESSENGER))('$code means $remedy', ({ code, remedy }) => {
    const [number = 0, subcode = null] = code.split('/').map(Number)
    expect(messenger.meaningOf({ code: number, subcode, message: '' }).does).toBe(remedy)
  })

  it('are all in the table, and no others', () => {
    const known = [...messenger.MEANINGS.keys(), ...messenger.MEANINGS_OF_SUBCODES.keys()]
    const listed = rows(MESSENGER).flatMap(({ code }) => code.split('/').map(Number))
    expect(known.filter(code => !listed.includes(code))).toEqual([])
  })

  it('tell a wrong proof of the app secret from other bad parameters', () => {
    const message = 'Invalid appsecret_proof provided in the API argument'
    expect(messenger.meaningOf({ code: 100, subcode: null, message }).does).toBe('stop')
  })
})

describe('what is done about an error', () => {
  const become = (does: Remedy, waitMs: number | null = null) =>
    sentBy({ does, say: 'its cause; what to do' }, 'Zalo error -1 (…)', waitMs)
  const reason = 'Zalo error -1 (…): its cause; what to do'

  it.each([
    ['retry', { kind: 'retry', reason, afterMs: null }],
    ['retry-few', { kind: 'retry', reason, afterMs: null, atMost: 3 }],
    ['slow-down', { kind: 'throttled', reason, afterMs: 60_000 }],
    ['keep', { kind: 'dropped', reason, keep: true }],
    ['drop', { kind: 'dropped', reason }],
    ['report', { kind: 'dropped', reason, fault: true }],
    ['stop', { kind: 'stopped', reason }],
    // Once they were renewed in vain.
    ['refresh', { kind: 'stopped', reason }],
    ['re-upload', { kind: 'dropped', reason, fault: true }],
  ] as const)('%s', (does, sent) => {
    expect(become(does)).toEqual(sent)
  })

  it('waits as long as the platform says', () => {
    expect(become('slow-down', 420_000)).toMatchObject({ afterMs: 420_000 })
    expect(become('retry', 5_000)).toMatchObject({ afterMs: 5_000 })
  })

  it.each([zalo.meaningOf(-9_999), messenger.meaningOf({ code: 99_999, subcode: null, message: '' })])(
    'of a code that nobody knows is a few tries: it must not hold up a conversation for a day',
    meaning => {
      expect(meaning).toBe(UNKNOWN_CODE)
      expect(sentBy(meaning, 'error', null)).toMatchObject({ kind: 'retry', atMost: 3 })
    },
  )
})
