import { html } from 'hono/html'
import { CHAT, LIST } from './addresses.ts'
import type { Content } from './frame.ts'

/** What people read at an address that leads nowhere. */
export function missingPage(): Content {
  const body = html`<h1>Không có trang này</h1>
<p class="lead">Có thể địa chỉ bị gõ nhầm, hoặc trang đã được gỡ xuống.</p>
<p>Cứ chọn một lối dưới đây, hoặc gọi số điện thoại ở cuối trang.</p>
<ul class="ways">
  <li><a href="${LIST}">Xem mọi thủ tục</a></li>
  <li><a href="${CHAT}">Hỏi trợ lý</a></li>
</ul>`
  return { title: 'Không có trang này', description: 'Địa chỉ này không dẫn đến đâu.', address: null, body }
}
