import { dayOf, readableDay } from '../guidance/dates.ts'
import type { Retention } from '../store/records/kept.ts'
import type { Store } from '../store/store.ts'

export type Reported = {
  keep: Retention
  now: number
  removals: Awaited<ReturnType<Store['removals']>>
  oldest: Awaited<ReturnType<Store['oldest']>>
}

const DAY_MS = 24 * 60 * 60 * 1000
/** Sweeping takes place every hour; what is a day past its time was forgotten. */
const LATE_MS = DAY_MS
/** A machine that has heard nothing for so long may have a wrong clock. */
const SILENT_MS = 2 * DAY_MS

/** What the log and docs/du-lieu.md call things. */
const NAMES: { readonly [kind: string]: string } = {
  messages: 'Tin nhắn',
  conversations: 'Cuộc trò chuyện',
  questions: 'Câu chưa hiểu',
  slips: 'Phiếu chuẩn bị',
  handoffs: 'Lần chuyển cán bộ',
  watches: 'Lượt theo dõi hồ sơ',
  outbox: 'Yêu cầu gửi đi',
  inbox: 'Dấu của tin đã nhận',
  own_pages: 'Trang dữ liệu riêng đã mở',
  events: 'Sự kiện thống kê',
  visits: 'Lượt vào bước',
  runs: 'Lượt hướng dẫn',
  figures_unlinked: 'Số đếm được gỡ khỏi người',
  audit: 'Nhật ký cán bộ',
  notices: 'Thông báo đã hết hạn',
  staff: 'Tài khoản cán bộ đã gỡ tên',
  arrivals: 'Số tin theo giờ',
  removals: 'Dòng của chính nhật ký này',
}

/** For a person at a terminal: periods, the oldest of each kind, and what was removed lately. */
export function retentionReport({ keep, now, removals, oldest }: Reported): string {
  const periods: [kind: string, days: number][] = [
    ['messages', keep.conversationDays],
    ['conversations', keep.conversationDays],
    ['questions', keep.conversationDays],
    ['inbox', keep.receivedDays],
    ['outbox', Math.max(keep.sentDays, keep.unsentDays)],
    ['events', keep.figureDays],
    ['runs', keep.figureDays],
    ['audit', keep.auditDays],
  ]
  return [
    'Thời hạn giữ, và dòng cũ nhất đang có:',
    ...periods.map(([kind, days]) => {
      const at = oldest[kind] ?? null
      const since = at === null ? 'chưa có gì' : `cũ nhất ${day(at)}`
      const late = at !== null && at < now - days * DAY_MS - LATE_MS ? (LATE[kind] ?? '') : ''
      return `  ${name(kind)}: ${days} ngày; ${since}${late}`
    }),
    '',
    'Đã xóa trong 30 ngày qua:',
    ...(removals.length === 0 ? ['  chưa xóa gì'] : removals.map(line)),
  ].join('\n')
}

/** Where something was promised to somebody, or a run lies open, a row may be older than its period. */
const LATE: { readonly [kind: string]: string } = {
  messages: ' (QUÁ HẠN: xin chạy "npm run retention -- now")',
  questions: ' (QUÁ HẠN: xin chạy "npm run retention -- now")',
  inbox: ' (QUÁ HẠN, hoặc còn tin chờ trả lời)',
  outbox: ' (QUÁ HẠN: xin chạy "npm run retention -- now")',
  events: ' (QUÁ HẠN: xin chạy "npm run retention -- now")',
  audit: ' (QUÁ HẠN: xin chạy "npm run retention -- now")',
  conversations: ' (còn lời nhắc đã hứa, hoặc QUÁ HẠN)',
  runs: ' (còn lượt đang mở, hoặc QUÁ HẠN)',
}

export function removedNow(swept: { readonly [kind: string]: number }): string {
  const some = Object.entries(swept).filter(([, rows]) => rows > 0)
  if (some.length === 0) return 'Không có gì quá hạn.\n'
  return ['Vừa xóa:', ...some.map(([kind, rows]) => `  ${name(kind)}: ${rows}`), ''].join('\n')
}

/** Why nothing should be thrown away by this machine's clock, or null. */
export function doubtAbout(
  { newest }: { readonly [kind: string]: number | null },
  now: number,
): string | null {
  if (newest === null || newest === undefined) return null
  if (now >= newest && now - newest <= SILENT_MS) return null
  return [
    `Đồng hồ máy này đang chỉ ngày ${day(now)}, mà tin gần nhất nhận ngày ${day(newest)}.`,
    'Xóa theo giờ sai thì không lấy lại được. Đồng hồ đúng thì chạy: npm run retention -- now --sure',
  ].join('\n')
}

function line({ kind, reason, rows, lastAt }: Reported['removals'][number]): string {
  const why = reason === 'request' ? 'theo ý người dùng' : 'hết hạn'
  return `  ${name(kind)}: ${rows}, ${why}, gần nhất ${day(lastAt)}`
}

function name(kind: string): string {
  return NAMES[kind] ?? kind
}

function day(at: number): string {
  return readableDay(dayOf(at))
}
