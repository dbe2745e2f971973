import { html } from 'hono/html'
import type { Operator } from '../catalogue/schema/operator.ts'
import { dayOf, readableDate, readableDay } from '../guidance/dates.ts'
import { DATA_PAGE, OWN_DATA_PAGE, type OwnData } from '../guidance/own-data/own-data.ts'
import type { KeptRows } from '../store/records/kept.ts'
import { CHAT } from './addresses.ts'
import type { Content, Html } from './frame.ts'
import { list, NOTHING, section } from './parts.ts'
import { SLIPS } from './slip.ts'

/** All that is kept of one person: the rows, what the conversation's state means in words, and who answers for it. */
export type OwnKept = { rows: KeptRows; known: OwnData; operator: Operator }

/** `downloads` are the addresses of the two files; null where nobody should leave a file behind. */
export function ownDataPage(
  { rows, known, operator }: OwnKept,
  now: number,
  downloads: { page: string; json: string } | null,
): Content {
  const { conversation, events, questions, slips, visits } = rows
  const body = html`<h1>Dữ liệu của mình</h1>
<p class="lead">Đây là mọi điều trợ lý đang giữ, tính đến ${moment(now)}.</p>
${
  downloads
    ? html`<ul class="ways">
  <li><a href="${downloads.page}" download>Tải trang này về</a></li>
  <li><a href="${downloads.json}" download>Tải tệp cho máy đọc</a></li>
</ul>`
    : NOTHING
}
${section('Việc đang làm', runs(known.runs.filter(({ ended }) => !ended)))}
${section('Việc vừa kết thúc', runs(known.runs.filter(({ ended }) => ended)))}
${section('Việc đã làm xong', list(known.done))}
${section('Mã hồ sơ đã nhờ giữ', list([...known.codes, ...rows.dossiers.map(({ code }) => code)]))}
${section('Điều đã nhờ nhớ', list(known.facts))}
${section('Lời nhắc', reminders(known))}
${section('Phiếu chuẩn bị', list(slips.map(({ code }) => html`<a href="${SLIPS}/${code}">${code}</a>`)))}
${section('Câu trợ lý chưa hiểu', list(questions.map(({ text, at }) => `${moment(at)}: ${text}`)))}
${section(
  'Lúc nhờ cán bộ',
  list(
    rows.handoffs.map(
      ({ startedAt, endedAt, summary }) =>
        html`${span(startedAt, endedAt)}<br><span class="lines">${summary}</span>`,
    ),
  ),
)}
${section('Tin nhắn', transcript(rows))}
${section(
  'Cuộc trò chuyện này',
  list([
    `Kênh: ${channelName(conversation.account)}.`,
    `Tên riêng mà kênh này đặt cho mình: ${conversation.person}`,
    `Nhắn lần đầu: ${moment(conversation.createdAt)}. Gần đây nhất: ${moment(conversation.updatedAt)}.`,
    ...(conversation.firstLink ? [`Đến qua đường dẫn: ${conversation.firstLink}.`] : []),
    `Số đếm còn nối với cuộc trò chuyện: ${visits.length} lượt xem bước, ${events.length} sự kiện. Tệp cho máy đọc ghi đủ từng dòng.`,
  ]),
)}
${section(
  'Muốn xóa',
  html`<p>Quay lại cuộc trò chuyện và nhắn: <strong>xóa dữ liệu của tôi</strong>.</p>
<p><a href="${DATA_PAGE}">Trợ lý giữ gì, giữ bao lâu</a></p>
<p>Có điều muốn hỏi: ${operator.dataContact}.</p>`,
)}`
  return { title: 'Dữ liệu của mình', description: 'Mọi điều trợ lý đang giữ.', address: null, body }
}

/** The same for programs, row by row: times in Vietnam, ISO 8601. */
export function ownDataJson({ rows, known, operator }: OwnKept, now: number): string {
  const { account, person, createdAt, updatedAt, firstLink, lastLink } = rows.conversation
  const days = <Row extends { [field: string]: unknown }>(all: readonly Row[]) => all.map(withTimes)
  const file = {
    madeAt: iso(now),
    agency: operator.agency,
    contact: operator.dataContact,
    conversation: {
      channel: channelName(account),
      account,
      idAtPlatform: person,
      firstHeardOf: iso(createdAt),
      lastHeardOf: iso(updatedAt),
      firstLink,
      lastLink,
    },
    known,
    messages: rows.messages.map(({ from, body, at, expires }) => ({
      from,
      at: iso(at),
      keptUntil: iso(expires),
      text: textOf(body),
    })),
    questions: days(rows.questions),
    slips: rows.slips.map(({ body, expires }) => ({ ...withTimes({ expires }), slip: JSON.parse(body) })),
    dossiers: days(rows.dossiers),
    handoffs: days(rows.handoffs),
    waiting: days(rows.jobs),
    sent: days(rows.outbox),
    figures: { runs: days(rows.runs), visits: days(rows.visits), events: days(rows.events) },
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** Before an address of somebody's own is opened: machines that look at links must not use it up. */
export function openOwnDataPage(path: string): Content {
  const body = html`<h1>Dữ liệu của mình</h1>
<p class="lead">Trang này chỉ mở được trên một máy. Xin mở trên máy của chính mình.</p>
<form action="${path}" method="post">
  <p><button>Mở dữ liệu của mình</button></p>
</form>`
  return { title: 'Dữ liệu của mình', description: 'Mở dữ liệu của mình.', address: null, body }
}

/** The address leads nowhere: it has had its time, was opened elsewhere, or all is erased. */
export function noOwnDataPage(): Content {
  const body = html`<h1>Trang này không mở được nữa</h1>
<p class="lead">Có thể đã quá 30 phút, đã mở trên máy khác, hoặc dữ liệu đã xóa.</p>
<p>Cần xem thì quay lại cuộc trò chuyện. Nhắn: <strong>tải dữ liệu của tôi</strong>. Sẽ có trang mới.</p>
<ul class="ways">
  <li><a href="${CHAT}">Mở cuộc trò chuyện</a></li>
  <li><a href="${DATA_PAGE}">Trợ lý giữ gì</a></li>
</ul>`
  return { title: 'Không mở được nữa', description: 'Trang không mở được nữa.', address: OWN_DATA_PAGE, body }
}

function runs(runs: OwnData['runs']): Html {
  return html`${runs.map(
    ({ title, startedAt, answers }) =>
      html`<h3>${title}</h3><p>Bắt đầu ${moment(startedAt)}.</p>${list(
        answers.map(({ step, answer }) => html`${step}<br><strong>${answer}</strong>`),
      )}`,
  )}`
}

function reminders({ reminder, quiet }: OwnData): Html {
  return list([
    ...(reminder ? [`${readableDate(reminder.at)}: ${reminder.title}`] : []),
    ...(quiet ? ['Đã dặn không nhắc gì nữa.'] : []),
  ])
}

const SPEAKERS = { person: 'Mình', bot: 'Trợ lý', staff: 'Cán bộ' } as const

function transcript({ messages }: KeptRows): Html {
  return list(
    messages.map(
      ({ from, body, at }) =>
        html`<strong>${SPEAKERS[from]}</strong>, ${moment(at)}<br><span class="lines">${textOf(body)}</span>`,
    ),
  )
}

function textOf(body: string): string {
  const message: { text?: unknown } = JSON.parse(body)
  return typeof message.text === 'string' ? message.text : ''
}

function span(from: number, to: number | null): string {
  return to === null ? `Từ ${moment(from)}` : `Từ ${moment(from)} đến ${moment(to)}`
}

const CHANNELS: { readonly [kind: string]: string } = {
  web: 'trang web này',
  'web-practice': 'trang luyện tập',
  zalo: 'Zalo',
  'zalo-bot': 'Zalo Bot',
  messenger: 'Facebook Messenger',
}

/** `zalo:4000…` is an account of Zalo. */
function channelName(account: string): string {
  const kind = account.split(':')[0] ?? account
  return CHANNELS[kind] ?? kind
}

const CLOCK = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
})

/** "09:40 ngày 22/11/2026" */
function moment(at: number): string {
  return `${CLOCK.format(at)} ngày ${readableDay(dayOf(at))}`
}

function withTimes(row: { readonly [field: string]: unknown }): { [field: string]: unknown } {
  const isTime = (name: string) => /^(at|due|expires|notBefore)$|At$/.test(name)
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      isTime(name) && typeof value === 'number' ? iso(value) : value,
    ]),
  )
}

const AHEAD_MS = 7 * 60 * 60_000

/** `2026-11-22T09:40:00.000+07:00` */
function iso(at: number): string {
  return new Date(at + AHEAD_MS).toISOString().replace('Z', '+07:00')
}
