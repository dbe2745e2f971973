import { randomUUID } from 'node:crypto'
import type { Duty } from '../catalogue/schema/operator.ts'
import { Refusal } from '../operations/refusal.ts'
import type { AuditEntry } from '../store/records/audit.ts'
import type { Store } from '../store/store.ts'
import { type Desk, deskOver, type Waiting } from './desk.ts'
import { Enrolment } from './enrolment.ts'

const USAGE = `Xin nói rõ việc cần làm:
  npm run handoffs -- list               ai đang chờ cán bộ, hoặc để lại lời nhắn
  npm run handoffs -- say MÃ "lời nhắn"  trả lời người ấy, trên đúng kênh họ đang nhắn
  npm run handoffs -- back MÃ            xong: trợ lý tự động giúp tiếp
  npm run handoffs -- code TRỰC          mã để người trực nhắn cho trợ lý một lần, rồi được báo ngay trong khung chat ấy
  npm run handoffs -- log [SỐ NGÀY]      ai đã trả lời, trao lại, lấy mã trong những ngày qua (7 nếu để trống)
Thêm --as "Chị Hoa, Một cửa" để ghi tên người làm; để trống thì ghi tên đăng nhập của máy. Người dân không thấy tên này.`

/** `login`: whose session on this machine it is, for what is done without a name. */
export type HandoffsHands = {
  store: Store
  duties: () => readonly Duty[]
  now: () => number
  login: string
}

/** Does what the arguments say; returns the lines to print. @throws Refusal with what to do. */
export async function handoffsCommand(
  args: readonly string[],
  { store, duties, now, login }: HandoffsHands,
): Promise<string[]> {
  const { by, rest } = signed(args, login)
  const [work, subject, ...words] = rest
  const desk = deskOver(store, now)
  switch (work) {
    case 'list':
      return linesOf(await desk.waiting(), now())
    case 'say': {
      const text = words.join(' ').trim()
      if (!subject || text === '') throw new Refusal(USAGE)
      const { conversation } = await find(desk, subject)
      if (!(await desk.staffSays(conversation, text, by))) throw new Refusal(GONE)
      return ['Đã gửi đi. Trợ lý tự động im lặng đến khi trao lại, hoặc đến khi 30 phút không ai nhắn.']
    }
    case 'back': {
      if (!subject) throw new Refusal(USAGE)
      if (!(await desk.handBack((await find(desk, subject)).conversation, by))) throw new Refusal(GONE)
      return ['Đã trao lại cho trợ lý tự động.']
    }
    case 'code': {
      const all = duties()
      const duty = all.find(({ id }) => id === subject)
      if (!duty)
        throw new Refusal(
          `Xin nêu một ca trực của content/operator.yaml, mục duty. Có: ${all.map(({ id }) => id).join(', ') || 'chưa có ca nào'}.`,
        )
      const code = await new Enrolment(store, now).newCode(duty)
      const entry = { id: randomUUID(), staff: by, target: duty.id, at: now() }
      await store.noteAudit({ ...entry, action: 'made_code' })
      return [
        `Mã của ${duty.name}: ${code}`,
        'Người trực nhắn đúng dòng mã ấy cho trợ lý, bằng Zalo hoặc Messenger của mình, trong 24 giờ. Mỗi mã dùng một lần.',
      ]
    }
    case 'log': {
      const days = Number(subject ?? 7)
      if (!(days > 0)) throw new Refusal(USAGE)
      return logOf(await store.audit({ since: now() - days * DAY_MS, limit: MOST_LOGGED }))
    }
    default:
      throw new Refusal(USAGE)
  }
}

const GONE = 'Cuộc trò chuyện ấy không còn: người dân vừa xóa dữ liệu của mình.'
const DAY_MS = 24 * 60 * 60 * 1000
const MOST_LOGGED = 1_000
const LONGEST_NAME = 80

/** Takes `--as NAME` out of the arguments. */
function signed(args: readonly string[], login: string): { by: string; rest: string[] } {
  const at = args.indexOf('--as')
  if (at < 0) return { by: `máy: ${login}`, rest: [...args] }
  const name = (args[at + 1] ?? '').replace(/\s+/g, ' ').trim()
  if (name === '' || name.length > LONGEST_NAME)
    throw new Refusal(`Sau --as xin ghi tên người làm, dài nhất ${LONGEST_NAME} chữ.`)
  return { by: name, rest: [...args.slice(0, at), ...args.slice(at + 2)] }
}

const DONE: { readonly [action in AuditEntry['action']]: string } = {
  answered: 'trả lời',
  gave_back: 'trao lại cho trợ lý',
  closed: 'xem xong',
  made_code: 'lấy mã ghi danh',
}

function logOf(all: readonly AuditEntry[]): string[] {
  if (all.length === 0) return ['Chưa có việc nào.']
  const options = { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' } as const
  const clock = new Intl.DateTimeFormat('vi-VN', options)
  return all.map(
    ({ at, staff, action, target }) => `${clock.format(at)}  ${staff}  ${DONE[action]}  ${shortOf(target)}`,
  )
}

async function find(desk: Desk, written: string): Promise<Waiting> {
  const found = (await desk.waiting()).filter(({ id }) => id.startsWith(written))
  if (found.length === 1 && found[0]) return found[0]
  throw new Refusal(
    found.length === 0
      ? `Không thấy mã ${written} trong danh sách chờ. Xem lại bằng: npm run handoffs -- list`
      : `Có ${found.length} mã bắt đầu bằng ${written}. Xin gõ dài hơn.`,
  )
}

function linesOf(all: readonly Waiting[], now: number): string[] {
  if (all.length === 0) return ['Không có ai đang chờ.']
  return all.flatMap(one => [
    `${shortOf(one.id)}  ${stateOf(one)}, ${ago(now - one.startedAt)} (${one.account})`,
    ...one.summary.split('\n').map(line => `  ${line}`),
    ...one.lately.map(line => `  | ${line}`),
    '',
  ])
}

const MINUTE_MS = 60_000

function shortOf(id: string): string {
  return id.slice(0, 8)
}

function stateOf({ what, startedBy, answeredAt, endedAt }: Waiting): string {
  if (what === 'word') return 'Để lại lời nhắn'
  if (endedAt !== null) return 'Đã chờ mà không ai trả lời'
  if (startedBy === 'staff') return 'Cán bộ đang nói chuyện'
  return answeredAt === null ? 'Đang chờ trả lời' : 'Cán bộ đã trả lời'
}

function ago(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / MINUTE_MS))
  if (minutes < 60) return `${minutes} phút trước`
  return minutes < 24 * 60
    ? `${Math.round(minutes / 60)} giờ trước`
    : `${Math.round(minutes / 60 / 24)} ngày trước`
}
