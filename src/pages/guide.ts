import { html } from 'hono/html'
import type { KnownGuide } from '../catalogue/knowledge.ts'
import type { Known } from '../guidance/answers/facts.ts'
import { readableDay } from '../guidance/dates.ts'
import { sentence, stepText } from '../guidance/words.ts'
import { CHAT, guideAddress, procedureAddress } from './addresses.ts'
import type { Content } from './frame.ts'
import { NOTHING, outward } from './parts.ts'
import { stepsOf } from './steps.ts'

/** "Xem hết các bước": a whole guide to read or to print. `isOpen` unfolds all that helps, for paper. */
export function guidePage({ knowledge }: Known, guide: KnownGuide, isOpen: boolean): Content {
  const procedure = guide.procedure === null ? undefined : knowledge.procedures.get(guide.procedure)
  const fill = (text: string) => stepText(knowledge, text, procedure)
  const { title, url, date } = guide.source
  const body = html`<h1>${guide.title}</h1>
<p class="lead">${fill(guide.summary)}</p>
<p>Tùy trường hợp, có bước không cần làm. Trợ lý hỏi vài câu rồi chỉ đưa những bước cần.</p>
<ul class="ways">
  <li><a href="${CHAT}">Làm cùng trợ lý</a></li>
  ${procedure ? html`<li><a href="${procedureAddress(procedure.code)}">Giấy tờ, phí, thời gian</a></li>` : NOTHING}
  ${isOpen ? NOTHING : html`<li class="for-screen"><a href="?in=1">Mở hết để in</a></li>`}
</ul>
${stepsOf({ knowledge, guide, fill, isOpen })}
<p class="source">${sentence(knowledge, 'source', { 'can-cu': title, ngay: readableDay(date) })}</p>
${url ? html`<p>${outward({ title: 'Trang nguồn', url })}</p>` : NOTHING}`
  return { title: guide.title, description: fill(guide.summary), address: guideAddress(guide.id), body }
}
