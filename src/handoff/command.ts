import type { Duty } from '../catalogue/schema/operator.ts'
import { Refusal } from '../operations/refusal.ts'
import type { Store } from '../store/store.ts'
import { type Desk, deskOver, type Waiting } from './desk.ts'
import { Enrolment } from './enrolment.ts'

const USAGE = `Xin nói rõ việc cần làm:
  npm run handoffs -- list               ai đang chờ cán bộ, hoặc để lại lời nhắn
  npm run handoffs -- say MÃ "lời nhắn"  trả lời người ấy, trên đúng kênh họ đang nhắn
  npm run handoffs -- back MÃ            xong: trợ lý tự động giúp tiếp
  npm run handoffs -- code TRỰC          mã để người trực nhắn cho trợ lý một lần, rồi được báo ngay trong khung chat ấy`

export type HandoffsHands = { store: Store; duties: () => readonly Duty[]; now: () => number }

/** Does what the arguments say; returns the lines to print. @throws Refusal with what to do. */
export async function handoffsCommand(
  [work, subject, ...words]: readonly string[],
  { store, duties, now }: HandoffsHands,
): Promise<string[]> {
  const desk = deskOver(store, now)
  switch (work) {
    case 'list':
      return linesOf(await desk.waiting(), now())
    case 'say': {
      const text = words.join(' ').trim()
      if (!subject || text === '') throw new Refusal(USAGE)
      const { conversation } = await find(desk, subject)
      await desk.staffSays(conversation, text)
      return ['Đã gửi đi. Trợ lý tự động im lặng cho đến khi trao lại.']
    }
    case 'back': {
      if (!subject) throw new Refusal(USAGE)
      await desk.handBack((await find(desk, subject)).conversation)
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
      return [
        `Mã của ${duty.name}: ${code}`,
        'Người trực nhắn đúng dòng mã ấy cho trợ lý, bằng Zalo hoặc Messenger của mình, trong 24 giờ. Mỗi mã dùng một lần.',
      ]
    }
    default:
      throw new Refusal(USAGE)
  }
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
