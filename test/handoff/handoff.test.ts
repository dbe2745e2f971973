import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Arrival } from '../../src/channels/channel.ts'
import type { Notify } from '../../src/delivery/job-worker.ts'
import { handoffsCommand } from '../../src/handoff/command.ts'
import { deskOver } from '../../src/handoff/desk.ts'
import { Enrolment } from '../../src/handoff/enrolment.ts'
import { notifier } from '../../src/handoff/notify.ts'
import { Silence } from '../../src/handoff/silence.ts'
import type { Means, Notice, Told } from '../../src/operations/telling.ts'
import type { OutboxRow } from '../../src/store/records/queues.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import type { Store } from '../../src/store/store.ts'
import { MINUTE, NOON, next, someone, turn } from '../store/samples.ts'

const DUTY = { id: 'mot-cua', name: 'Tổ trực Một cửa', hours: [], closed: [], mail: [] }
const SUMMARY = 'Thủ tục: Đăng ký khai sinh (1.001193).'
let folder: string
let store: Store
let now = NOON

beforeEach(async () => {
  now = NOON
  folder = mkdtempSync(join(tmpdir(), 'dan-loi-handoff-'))
  store = await openSqliteStore(join(folder, 'dan-loi.db'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const waits = (id: string) =>
  ({ kind: 'started', id, what: 'handoff', by: 'citizen', summary: SUMMARY, at: NOON }) as const
const run = (...args: string[]) =>
  handoffsCommand(args, { store, duties: () => [DUTY], now: () => now, login: 'danloi' })
const inbox = () => store.claimInbox({ now: now + MINUTE, limit: 10, leaseMs: MINUTE })

describe('the command for those on duty', () => {
  it('lists who waits, with where they are and what was said last', async () => {
    await store.commit([
      turn(someone('lan'), { text: 'con sinh ở nhà thì sao ạ', handOffs: [waits('abcdef123')] }),
    ])
    now += 5 * MINUTE
    expect((await run('list')).join('\n')).toBe(
      [
        'abcdef12  Đang chờ trả lời, 5 phút trước (zalo:4000000000000000004)',
        `  ${SUMMARY}`,
        '  | Người dân: con sinh ở nhà thì sao ạ',
        '  | Trợ lý: Dạ, mình cùng làm nhé.',
        '',
      ].join('\n'),
    )
  })

  it('answers somebody, and gives them back, through the inbox', async () => {
    const lan = someone('lan')
    await store.commit([turn(lan, { handOffs: [waits('abcdef123')] })])
    await run('say', 'abc', 'Dạ,', 'gia đình cam đoan về việc sinh nhé.', '--as', 'Chị Hoa, Một cửa')
    await run('back', 'abc')
    const rows = []
    for (let found = await inbox(); found.length > 0; found = await inbox()) {
      rows.push(...found)
      await store.settleInbox(found.map(({ id }) => ({ id, status: 'dead', reason: 'read' })))
    }
    expect(rows.map(({ person, body }) => [person, JSON.parse(body).what])).toEqual([
      [
        lan.person,
        {
          kind: 'staffSpoke',
          text: 'Dạ, gia đình cam đoan về việc sinh nhé.',
          deliver: true,
          by: 'Chị Hoa, Một cửa',
        },
      ],
      [lan.person, { kind: 'handedBack', by: 'máy: danloi' }],
    ])
  })

  it('is done with a word that was left, once it is given back', async () => {
    await store.commit([turn(someone('lan'), { handOffs: [{ ...waits('w1'), what: 'word' }] })])
    expect((await run('list'))[0]).toContain('Để lại lời nhắn')
    await run('back', 'w1')
    expect(await run('list')).toEqual(['Không có ai đang chờ.'])
  })

  it('tells afterwards who did what, and shortens nobody away', async () => {
    await store.commit([turn(someone('lan'), { handOffs: [{ ...waits('abcdef123'), what: 'word' }] })])
    expect(await run('log')).toEqual(['Chưa có việc nào.'])
    await run('--as', ' Chị  Hoa ', 'back', 'abc')
    now += MINUTE
    await run('code', 'mot-cua')
    expect(await run('log')).toEqual([
      '12:00 2/3/26  Chị Hoa  xem xong  abcdef12',
      '12:01 2/3/26  máy: danloi  lấy mã ghi danh  mot-cua',
    ])
    now += 8 * 24 * 60 * MINUTE
    expect(await run('log')).toEqual(['Chưa có việc nào.'])
    expect(await run('log', '30')).toHaveLength(2)
  })

  it('wants a name behind --as', async () => {
    await expect(run('list', '--as')).rejects.toThrow('xin ghi tên người làm')
    await expect(run('back', 'abc', '--as', 'Hoa '.repeat(30))).rejects.toThrow('dài nhất 80 chữ')
  })

  it('says what to do where it is asked for something else', async () => {
    await expect(run()).rejects.toThrow('npm run handoffs -- list')
    await expect(run('say', 'nobody', 'alo')).rejects.toThrow('Không thấy mã nobody')
    await expect(run('code', 'dem')).rejects.toThrow('Có: mot-cua')
  })
})

describe('telling those on duty', () => {
  const job: Notify = {
    kind: 'notify',
    handOff: 'h1',
    duties: ['mot-cua'],
    mail: ['mot-cua@example.vn'],
    subject: 'Có người cần gặp cán bộ',
    text: SUMMARY,
  }
  const notify = (told: (to: Means) => Told, notices: [Notice, Means][] = [], url: string | null = null) =>
    notifier({
      store,
      tell: async (notice, to) => {
        notices.push([notice, to])
        return told(to)
      },
      url,
      chatsOf: async () => [],
      onFailed: () => {},
    })

  it('says where the person is and what was said last, and never who', async () => {
    const lan = someone('lan')
    await store.commit([turn(lan, { text: 'con sinh ở nhà thì sao ạ' })])
    const notices: [Notice, Means][] = []
    const told = await notify(() => ({ kind: 'told' }), notices, 'https://example.vn/goi')(job, lan.id)
    expect(told).toBe('told')
    expect(notices.map(([, to]) => to.by)).toEqual(['mail', 'url'])
    const [[notice] = []] = notices
    expect(notice?.text).toBe(
      `${SUMMARY}\n\nNgười dân: con sinh ở nhà thì sao ạ\nTrợ lý: Dạ, mình cùng làm nhé.\n\nMã h1. Trả lời ngay trong khung chat của kênh. Xong thì nhắn “#xong” ở đó, trợ lý tự động sẽ giúp tiếp.`,
    )
    for (const secret of [lan.person, lan.personId, lan.id, lan.account])
      expect(JSON.stringify(notice)).not.toContain(secret)
  })

  it('says in a chat what one message holds, the newest of it, and by mail everything', async () => {
    const lan = someone('lan')
    let before = lan
    for (let message = 1; message <= 6; message++) {
      await store.commit([turn(before, { text: `${message} ${'chuyện nhà em dài lắm ạ '.repeat(15)}` })])
      before = next(before)
    }
    const notices: [Notice, Means][] = []
    await notify(() => ({ kind: 'told' }), notices)(job, lan.id)
    const { text = '', brief = '' } = notices[0]?.[0] ?? {}
    expect(text.length).toBeGreaterThan(2_000)
    expect(brief.length).toBeLessThan(1_800)
    expect(brief.startsWith(SUMMARY)).toBe(true)
    expect(brief).toContain('Người dân: 6 chuyện')
    expect(brief).not.toContain('Người dân: 1 chuyện')
    expect(brief).toContain('Mã h1.')
    await notify(() => ({ kind: 'told' }), notices)({ ...job, text: 'Giấy '.repeat(900) }, lan.id)
    expect(notices[1]?.[0].brief?.length).toBeLessThanOrEqual(1_800)
    expect(notices[1]?.[0].brief).toContain('Mã h1.')
  })

  it.each([
    [{ kind: 'later', reason: 'x' }, { kind: 'told' }, 'told'],
    [{ kind: 'later', reason: 'x' }, { kind: 'never', reason: 'x' }, 'later'],
    [{ kind: 'never', reason: 'x' }, { kind: 'never', reason: 'x' }, 'failed'],
  ] as const)('where the mail comes to %o and the URL to %o it is %s', async (mail, url, outcome) => {
    const tell = notify(({ by }) => (by === 'mail' ? mail : url), [], 'https://example.vn/goi')
    expect(await tell(job, 'gone')).toBe(outcome)
  })

  it('finds nothing amiss where they look at the list by themselves', async () => {
    const tell = notify(() => ({ kind: 'never', reason: 'x' }))
    expect(await tell({ ...job, mail: [] }, 'gone')).toBe('told')
  })
})

describe('enrolling', () => {
  const lan = someone('lan')
  const text = (words: string, messageId = words): Arrival => ({
    account: lan.account,
    person: lan.person,
    messageId,
    at: NOON,
    what: { kind: 'text', text: words },
  })
  const enrolment = () => new Enrolment(store, () => now)
  /** Takes arrivals in as the bot does: a conversation stands afterwards. */
  const received: Arrival[] = []
  const receive = async (arrivals: readonly Arrival[]) => {
    received.push(...arrivals)
    if (!(await store.load([lan]))[0]) await store.commit([turn(lan)])
  }
  beforeEach(() => void received.splice(0))

  it('lets whoever writes the code be told in that chat, once', async () => {
    const [line = ''] = await run('code', 'mot-cua')
    const code = /TRUC \d{4} \d{4}/.exec(line)?.[0] ?? ''
    await enrolment().receive([text(`trực ${code.slice(5)}`)], receive)
    expect(received.map(({ what }) => what)).toEqual([{ kind: 'enrolled', name: DUTY.name }])
    expect(await enrolment().chatsOf(['mot-cua', 'dem'])).toEqual([
      { account: lan.account, person: lan.person },
    ])
    const hung = { ...text(code, 'of another'), person: 'platform-hung' }
    await enrolment().receive([hung], receive)
    expect(received.at(-1)?.what).toEqual({ kind: 'enrolled', name: null })
    await enrolment().receive([text(code, 'again')], receive)
    expect(received.at(-1)?.what).toEqual({ kind: 'enrolled', name: DUTY.name })
    expect(await enrolment().chatsOf(['mot-cua'])).toHaveLength(1)
  })

  it('tells nobody that they are enrolled before they are', async () => {
    await store.commit([turn(lan)])
    const code = await enrolment().newCode(DUTY)
    const dying = async () => {
      expect(await enrolment().chatsOf(['mot-cua'])).toHaveLength(1)
      throw new Error('killed')
    }
    await expect(enrolment().receive([text(code)], dying)).rejects.toThrow('killed')
    await enrolment().receive([text(code, 'again')], receive)
    expect(received.at(-1)?.what).toEqual({ kind: 'enrolled', name: DUTY.name })
  })

  it('makes good what was cut short for somebody new, when it is delivered again', async () => {
    const code = await enrolment().newCode(DUTY)
    const dying = async (arrivals: readonly Arrival[]) => {
      await receive(arrivals)
      throw new Error('killed')
    }
    await expect(enrolment().receive([text(code)], dying)).rejects.toThrow('killed')
    expect(await enrolment().chatsOf(['mot-cua'])).toEqual([])
    await enrolment().receive([text(code)], receive)
    expect(await enrolment().chatsOf(['mot-cua'])).toHaveLength(1)
  })

  it('gives a code that two write at once to one of them', async () => {
    await store.commit([turn(lan), turn(someone('hung'))])
    const code = await enrolment().newCode(DUTY)
    const all = [text(code), { ...text(code, 'of another'), person: 'platform-hung' }]
    await Promise.all(all.map(one => enrolment().receive([one], receive)))
    expect(received.filter(({ what }) => what.kind === 'enrolled' && what.name !== null)).toHaveLength(1)
    expect(await enrolment().chatsOf(['mot-cua'])).toHaveLength(1)
  })

  it('takes no code after a day, no other number, and nothing that is not one', async () => {
    const code = await enrolment().newCode(DUTY)
    now += 25 * 60 * MINUTE
    await enrolment().receive([text(code), text('TRUC 0000 0000'), text('trực ban ngày nào')], receive)
    expect(received.map(({ what }) => what)).toEqual([
      { kind: 'enrolled', name: null },
      { kind: 'enrolled', name: null },
      { kind: 'text', text: 'trực ban ngày nào' },
    ])
    expect(await enrolment().chatsOf(['mot-cua'])).toEqual([])
  })

  it('takes no code where nobody can be told afterwards, as in the web chat, and keeps it good', async () => {
    const code = await enrolment().newCode(DUTY)
    const onlyFetched = new Enrolment(
      store,
      () => now,
      account => account !== lan.account,
    )
    await onlyFetched.receive([text(code)], receive)
    expect(received.map(({ what }) => what)).toEqual([{ kind: 'enrolled', name: null }])
    await enrolment().receive([text(code, 'again')], receive)
    expect(received.at(-1)?.what).toEqual({ kind: 'enrolled', name: DUTY.name })
  })

  it('forgets whoever erases their chat', async () => {
    await enrolment().receive([text(await enrolment().newCode(DUTY))], receive)
    const fresh = { ...lan, id: 'conversation-new', personId: 'random-new', revision: 0, nextSeq: 1 }
    await store.commit([turn(fresh, { erase: true })])
    expect(await enrolment().chatsOf(['mot-cua'])).toEqual([])
  })
})

describe('right before a request leaves', () => {
  const rowsOf = () =>
    store.claimOutbox({ now, limit: 10, leaseMs: MINUTE, accounts: [someone('lan').account] })
  const writtenAt = () => NOON

  it('what staff have overtaken is held back, though it was leased before', async () => {
    const lan = someone('lan')
    await store.commit([turn(lan)])
    const [row] = await rowsOf()
    const silence = new Silence(store, () => now, writtenAt)
    const second = next(lan)
    await store.commit([turn(second, { silencedBefore: second.nextSeq, outbox: [] })])
    expect(row && (await silence.holdBack(row))).toBeNull()
    silence.note(lan.id)
    expect(row && (await silence.holdBack(row))).toMatchObject({ kind: 'dropped' })
    // Another process hears of it by looking.
    now += 2_000
    const other = new Silence(store, () => now, writtenAt)
    expect(row && (await other.holdBack(row))).toMatchObject({ kind: 'dropped' })
  })

  it('what nobody overtook may leave, however long it waited', async () => {
    await store.commit([turn(someone('lan'))])
    const rows: OutboxRow[] = await rowsOf()
    now += 10 * MINUTE
    const silence = new Silence(store, () => now, writtenAt)
    expect(await Promise.all(rows.map(row => silence.holdBack(row)))).toEqual(rows.map(() => null))
  })
})

describe('the desk', () => {
  it('tells where a conversation is gone', async () => {
    const desk = deskOver(store, () => now)
    expect(await desk.staffSays('nobody', 'Dạ?', 'Chị Hoa')).toBe(false)
    expect(await desk.handBack('nobody', 'Chị Hoa')).toBe(false)
  })
})
