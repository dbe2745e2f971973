import { html } from 'hono/html'
import type { Knowledge } from '../catalogue/knowledge.ts'
import { dayOf, readableDay } from '../guidance/dates.ts'
import { type Slip, slipPage } from '../guidance/walk/slip.ts'
import { procedureAddress } from './addresses.ts'
import type { Content, Html } from './frame.ts'
import { list, NOTHING, section } from './parts.ts'

/** Where an officer types the code that a citizen reads out. */
export const SLIPS = '/phieu'

/** What somebody prepared, for the desk and for printing. It says of nobody whose it is. */
export function slipContent(knowledge: Knowledge, slip: Slip): Content {
  const { code, have, hours, missing, situation, title, typed, where } = slip
  const procedure = knowledge.procedures.get(slip.procedure)
  const body = html`<h1>Phiếu chuẩn bị ${code}</h1>
<p class="lead">${title}</p>
${procedure ? html`<p><a href="${procedureAddress(procedure.code)}">Xem thủ tục ${procedure.code}</a></p>` : NOTHING}
${section('Trường hợp', list(situation))}
${section('Đã có', ticked('☑', have))}
${section('Còn thiếu', ticked('☐', missing))}
${section('Cần gõ vào tờ khai', list(typed))}
${section('Nơi nhận hồ sơ', where)}
${section('Giờ làm việc', list(hours))}
<p class="source">Phiếu lập ngày ${readableDay(dayOf(slip.madeAt))}, giữ 30 ngày. Phiếu không ghi tên ai.</p>`
  return { title: `Phiếu chuẩn bị ${code}`, description: title, address: slipPage(code), body }
}

/** Asks for the code; `wrong` is what was typed and leads to no slip. */
export function askForSlip(wrong: string | null): Content {
  const body = html`<h1>Xem phiếu chuẩn bị</h1>
<p class="lead">Nhập mã gồm 8 chữ và số mà người dân đọc, ví dụ K7M2-QXTB.</p>
${
  wrong === null
    ? NOTHING
    : html`<p class="note" role="alert">Không có phiếu “${wrong}”. Có thể mã bị đọc nhầm, phiếu đã quá 30 ngày, hoặc người dân đã xóa.</p>`
}
<form action="${SLIPS}" method="get">
  <p><label for="ma">Mã phiếu</label><br>
  <input id="ma" name="ma" required maxlength="20" autocomplete="off" autocapitalize="characters"></p>
  <p><button>Xem phiếu</button></p>
</form>`
  return { title: 'Xem phiếu chuẩn bị', description: 'Xem phiếu theo mã.', address: null, body }
}

function ticked(sign: string, entries: readonly string[]): Html {
  return list(entries.map(entry => `${sign} ${entry}`))
}
