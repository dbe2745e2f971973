import { html } from 'hono/html'
import type { Assets } from './assets.ts'
import type { PageNames, WebMode } from './options.ts'

type Shown = {
  names: PageNames
  files: Assets
  /** For a computer that several people use after another. */
  shared: boolean
  mode: WebMode
  /** What has to be known before anything is read; null for citizens. */
  notice: string | null
  /** Just now somebody's data was wiped from this shared computer. */
  wiped: boolean
}

/** The chat page as HTML. Everything in it is escaped; it holds no script and no style of its own. */
export function page({ names, files, shared, mode, notice, wiped }: Shown): string {
  const whose = `Trợ lý tự động của ${names.agency}`
  return String(html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>${names.bot} – ${whose}</title>
<meta name="description" content="Hỏi đáp và hướng dẫn từng bước làm thủ tục hành chính trực tuyến.">
<link rel="icon" type="image/svg+xml" href="${files.address('icon.svg')}">
<link rel="stylesheet" href="${files.address('chat.css')}">
${files.scripts.map(name => html`<link rel="modulepreload" href="${files.address(name)}">\n`)}
<script type="module" src="${files.address('chat.js')}"></script>
</head>
<body class="waits-for-script" data-shared="${shared ? '1' : ''}" data-wiped="${wiped ? '1' : ''}" data-practice="${mode === 'practice' ? '1' : ''}">
<a class="skip" href="#text">Đến ô gõ tin</a>
${header(names, whose, shared)}
${notice === null ? '' : html`<div class="shared-bar" role="note"><p>${notice}</p></div>`}
${shared ? sharedBar : ''}
${beforeScript(names)}
<main id="scroller" class="scroller" tabindex="0" aria-label="Cuộc trò chuyện">
  ${shared && wiped ? afterWipe : ''}
  <div id="log" role="log" aria-live="polite" aria-label="Các tin nhắn"><ol id="messages" class="messages"></ol></div>
  <p id="answering" class="answering" role="status"></p>
</main>
${footer(names)}
</body>
</html>
`)
}

function header(names: PageNames, whose: string, shared: boolean) {
  const own = html`<li class="narrow-only"><button type="button" data-say="tải dữ liệu của tôi">Tải dữ liệu của tôi</button></li>`
  const erase = html`<li><button type="button" data-say="xóa dữ liệu của tôi">Xóa dữ liệu của tôi</button></li>`
  return html`<header class="header">
  <h1>${names.bot}</h1>
  <p class="whose">${whose} <a class="wide-only" href="/du-lieu" target="_blank" rel="noopener">Trợ lý giữ gì<span class="unseen"> (mở trang mới)</span></a></p>
  <button type="button" id="menu-button" class="menu-button" aria-expanded="false" aria-controls="menu">Mục chính</button>
  <nav id="menu" class="menu" aria-label="Mục chính">
    <ul>
      <li><button type="button" data-say="danh mục">Danh mục</button></li>
      <li><button type="button" data-say="xem hết các bước">Xem hết các bước</button></li>
      <li><button type="button" data-say="gặp cán bộ">Gặp cán bộ</button></li>
      ${shared ? '' : html`${own}${erase}`}
      <li class="narrow-only"><a href="/du-lieu" target="_blank" rel="noopener">Trợ lý giữ gì<span class="unseen"> (mở trang mới)</span></a></li>
      <li class="narrow-only"><a href="tel:${dialled(names.desk.phone)}">Gọi ${names.desk.phone}</a></li>
      <li class="narrow-only"><a href="${names.page}" target="_blank" rel="noopener">Trang của cơ quan<span class="unseen"> (mở trang mới)</span></a></li>
    </ul>
  </nav>
</header>`
}

const sharedBar = html`<div class="shared-bar">
  <p>Máy dùng chung</p>
  <button type="button" id="finish" class="finish">Xong, xóa</button>
</div>`

const afterWipe = html`<div id="fresh" class="fresh">
  <p>Đã xóa xong. Không còn gì của người trước trên máy này.</p>
  <button type="button" id="begin" class="primary">Bắt đầu</button>
</div>`

/** Read where scripts are off, too old, or still on their way. */
function beforeScript({ desk }: PageNames) {
  const call = html`xin gọi ${desk.name}: <a href="tel:${dialled(desk.phone)}">${desk.phone}</a> (${desk.hours}).`
  return html`<div class="before-script">
  <p>Đang mở trang trò chuyện…</p>
  <noscript><p>Trình duyệt này đang tắt JavaScript nên không mở được.</p></noscript>
  <p>Chờ lâu không thấy gì, ${call}</p>
</div>`
}

function footer({ desk }: PageNames) {
  return html`<footer class="footer">
  <div id="idle" class="idle" role="alert"></div>
  <p id="connection" class="connection" role="status" data-desk="${desk.name}: ${desk.phone}"></p>
  <p id="refused" class="refused" role="alert"></p>
  <button type="button" id="newer" class="newer" hidden></button>
  <form id="composer" class="composer">
    <label for="text" class="unseen">Gõ điều cần hỏi, hoặc số của lựa chọn</label>
    <textarea id="text" rows="1" maxlength="2000" placeholder="Gõ điều cần hỏi…" enterkeyhint="send" autocomplete="off"></textarea>
    <button type="submit" id="send" class="primary">Gửi</button>
  </form>
</footer>`
}

function dialled(phone: string): string {
  return phone.replaceAll(/[^\d+]/g, '')
}
