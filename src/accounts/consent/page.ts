import { html } from 'hono/html'
import { LINK_MINUTES } from './link.ts'

export type Outcome =
  | 'done'
  | 'unstored'
  | 'no-link'
  | 'expired'
  | 'forged'
  | 'unknown-account'
  | 'not-given'
  | 'other-account'
  | 'refused'
  | 'try-again'

/** What a consent came to, for the administrator in front of the browser; names the account, never a token. */
export function outcomePage(outcome: Outcome, account: string | null): { status: number; html: string } {
  const { status, title, vietnamese, english } = SAYINGS[outcome]
  const page = html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>:root{color-scheme:light dark}body{font:1.125rem/1.6 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem;line-height:1.3}code{background:#8883;padding:.1em .3em;overflow-wrap:anywhere}</style>
</head>
<body>
<h1>${title}</h1>
${vietnamese.map(sentence => html`<p>${sentence}</p>`)}
<hr>
<div lang="en">${english.map(sentence => html`<p>${sentence}</p>`)}</div>
${account === null ? '' : html`<p><small>${account}</small></p>`}
${status === 200 ? '' : html`<p><code>npm run accounts -- consent ${account ?? 'zalo:OA_ID'}</code></p>`}
</body>
</html>`
  return { status, html: String(page) }
}

type Saying = {
  status: number
  title: string
  vietnamese: readonly string[]
  english: readonly string[]
}

const NEW_LINK = 'Xin người quản trị máy chủ gửi lại liên kết mới bằng lệnh dưới đây.'
const NEW_LINK_EN = 'Ask whoever runs the server for a new link, made by the command below.'
const STILL = 'Kênh đang dùng vẫn như trước.'
const STILL_EN = 'Nothing has changed on the account.'

const SAYINGS: { readonly [outcome in Outcome]: Saying } = {
  done: {
    status: 200,
    title: 'Kênh Zalo đã được nối lại',
    vietnamese: [
      'Trợ lý lại gửi tin được. Tin còn chờ đang được gửi đi theo thứ tự.',
      'Giờ có thể đóng trang này, không phải làm gì thêm.',
    ],
    english: [
      'The Zalo account is connected again. What was waiting is being sent, in order.',
      'This page may be closed; nothing else needs doing.',
    ],
  },
  unstored: {
    status: 503,
    title: 'Zalo đã đồng ý, nhưng chưa ghi lại được',
    vietnamese: [
      'Xin để máy chủ chạy tiếp: quyền mới còn trong bộ nhớ và đang được ghi lại.',
      'Nếu vài phút nữa trợ lý vẫn im lặng, xin làm lại với liên kết mới.',
    ],
    english: [
      'Zalo has consented, but the database takes no write. Leave the server running: it keeps trying to store the new tokens.',
      'If the bot is still silent in some minutes, do it again with a new link.',
    ],
  },
  'no-link': {
    status: 400,
    title: 'Trang này cần mở từ một liên kết',
    vietnamese: ['Đây là nơi Zalo đưa về sau khi cấp quyền.', NEW_LINK],
    english: ['Zalo leads back here after a consent that began with a link of this server.', NEW_LINK_EN],
  },
  expired: {
    status: 400,
    title: 'Liên kết đã hết hạn',
    vietnamese: [`Mỗi liên kết dùng được trong ${LINK_MINUTES} phút.`, STILL, NEW_LINK],
    english: [`A link is good for ${LINK_MINUTES} minutes.`, STILL_EN, NEW_LINK_EN],
  },
  forged: {
    status: 400,
    title: 'Liên kết không đúng',
    vietnamese: ['Liên kết này không do máy chủ này tạo ra, hoặc bị chép thiếu.', STILL, NEW_LINK],
    english: [
      'This server did not make that link, or a part of it was lost in copying.',
      STILL_EN,
      NEW_LINK_EN,
    ],
  },
  'unknown-account': {
    status: 400,
    title: 'Kênh này không mở ở đây',
    vietnamese: ['Máy chủ không còn giữ tài khoản mà liên kết nhắc đến.', NEW_LINK],
    english: ['The account of that link is not open on this server.', NEW_LINK_EN],
  },
  'not-given': {
    status: 400,
    title: 'Chưa có sự đồng ý',
    vietnamese: ['Zalo chưa ghi nhận việc cấp quyền.', STILL, 'Xin mở lại liên kết và chọn đồng ý.'],
    english: ['Zalo reports no consent.', STILL_EN, 'Open the link again and agree there.'],
  },
  'other-account': {
    status: 400,
    title: 'Đã chọn một Official Account khác',
    vietnamese: [
      'Quyền vừa cấp thuộc về một tài khoản khác với tài khoản của liên kết.',
      STILL,
      'Xin mở lại liên kết và chọn đúng tài khoản ghi dưới đây.',
    ],
    english: [
      'The consent was given for another account than the one of the link.',
      STILL_EN,
      'Open the link again and choose the account named below.',
    ],
  },
  refused: {
    status: 400,
    title: 'Zalo không nhận sự đồng ý này',
    vietnamese: [
      'Mỗi lần đồng ý chỉ dùng được một lần, trong 10 phút. Nếu vừa tải lại trang, có thể kênh đã nối xong.',
      'Nếu lỗi còn lặp lại, xin kiểm tra mã "code challenge" và địa chỉ trả về trong trang quản lý ứng dụng Zalo.',
      NEW_LINK,
    ],
    english: [
      'Zalo refused it. A consent works once, within 10 minutes: if this page was only loaded again, the account may be connected already.',
      'If it happens again, compare the code challenge and the callback address in the app console with what the command prints.',
      NEW_LINK_EN,
    ],
  },
  'try-again': {
    status: 503,
    title: 'Chưa nối được lúc này',
    vietnamese: [
      'Chưa gọi được máy chủ cấp quyền của Zalo, hoặc máy chủ đang bận.',
      'Xin chờ một phút rồi tải lại trang này.',
    ],
    english: [
      'The token service of Zalo, or the database, was not to be had.',
      'Wait a minute and load this page again.',
    ],
  },
}
