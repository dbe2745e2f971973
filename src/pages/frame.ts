import { html } from 'hono/html'
import type { Operator } from '../catalogue/schema/operator.ts'
import { DATA_PAGE } from '../guidance/own-data/own-data.ts'
import { CHAT, LIST } from './addresses.ts'

/** A piece of HTML in which everything was escaped. */
export type Html = ReturnType<typeof html>

export type Frame = {
  operator: Operator
  /** Where people reach this installation, or null; printed pages name it. */
  publicUrl: string | null
  /** The address of the stylesheet. */
  style: string
}

/** What stands between head and foot. `address` is the page's own path, null where it has none to come back to. */
export type Content = { title: string; description: string; address: string | null; body: Html }

/** A whole page as HTML: head, content, and whom to ask. It holds no script and no style of its own. */
export function framed(
  { operator, publicUrl, style }: Frame,
  { title, description, address, body }: Content,
): string {
  const whose = `Trợ lý tự động của ${operator.agency}`
  const own = publicUrl !== null && address !== null ? publicUrl + address : null
  return String(html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${title} – Dẫn Lối</title>
<meta name="description" content="${description}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
${own ? html`<link rel="canonical" href="${own}">` : ''}
<link rel="stylesheet" href="${style}">
</head>
<body>
<a class="skip" href="#noi-dung">Đến nội dung</a>
<header class="header page"><div class="column">
  <p class="bot">Dẫn Lối</p>
  <p class="whose">${whose}</p>
  <nav aria-label="Mục chính"><ul class="nav">
    <li><a href="${LIST}">Mọi thủ tục</a></li>
    <li><a href="${CHAT}">Hỏi trợ lý</a></li>
  </ul></nav>
</div></header>
<main id="noi-dung" class="page"><div class="column">
${body}
</div></main>
<footer class="footer page"><div class="column">
  ${desk(operator)}
  <p><a href="${operator.page}" rel="noopener">Trang của cơ quan</a></p>
  <p><a href="${DATA_PAGE}">Trợ lý này giữ gì, cách xem và xóa</a></p>
  ${own ? html`<p class="own-address">Trang này ở: ${own}</p>` : ''}
</div></footer>
</body>
</html>
`)
}

function desk({ desk }: Operator): Html {
  return html`<p>Cần người giúp: ${desk.name}.<br>
  Điện thoại: <a href="tel:${desk.phone.replace(/[^\d+]/g, '')}">${desk.phone}</a>.<br>
  Giờ làm việc: ${desk.hours}.<br>
  Địa chỉ: ${desk.address}.</p>`
}
