import { html } from 'hono/html'
import { derivedGuideId } from '../catalogue/derive.ts'
import type { Procedure } from '../catalogue/schema/procedure.ts'
import { facetText, feeLines, type Known, sourceOf } from '../guidance/answers/facts.ts'
import { isDatedHere, notesHere, paperRule } from '../guidance/answers/local.ts'
import { dayOf, readableDay } from '../guidance/dates.ts'
import { placesFor, standingLines } from '../guidance/places/serving.ts'
import { label, portalPage } from '../guidance/words.ts'
import { CHAT, guideAddress, procedureAddress } from './addresses.ts'
import type { Content, Html } from './frame.ts'
import { papersOf } from './papers.ts'
import { lines, list, NOTHING, outward, section } from './parts.ts'

/** All that is known about a procedure, with where it is from and as of when. */
export function procedurePage(known: Known, procedure: Procedure): Content {
  const { facets } = known.knowledge.sentences
  const { code, name, official, legal, mistakes, online, typed } = procedure
  const paper = paperRule(known, procedure)
  const notes = [...(known.knowledge.notes.get(code) ?? []), ...notesHere(known, code)]
  const text = (facet: 'time' | 'where' | 'result' | 'deadline') =>
    section(facets[facet], facetText(known, procedure, facet))
  const body = html`<h1>${name}</h1>
<p class="official">Tên chính thức: ${official}. Mã thủ tục: <strong>${code}</strong>. Lĩnh vực: ${procedure.field}.</p>
<p class="lead">${procedure.purpose}</p>
${notes.map(note => html`<p class="note lines">${note}</p>`)}
${ways(procedure)}
${section('Ai làm được', procedure.who)}
${section(facets.papers, papersOf(known, procedure))}
${section(facets.fee, fees(known, procedure))}
${text('time')}
${text('deadline')}
${text('where')}
${section('Nơi nhận ở đây', places(known, procedure))}
${section(
  facets.online,
  html`${lines(facetText(known, procedure, 'online') ?? '')}${
    online.level === 'khong'
      ? NOTHING
      : html`<p>Nơi nộp: ${online.channels.map(at => PLACES[at]).join(', ')}.</p>`
  }`,
)}
${section(
  label(known.knowledge, 'paper'),
  html`<p>${paper.allowed ? 'Còn nhận hồ sơ giấy.' : 'Không nhận hồ sơ giấy.'}</p>${lines(
    paper.note,
  )}<p>Điều này tính đến ngày ${readableDay(paper.date)}.</p>`,
)}
${section('Cần gõ vào tờ khai', list(typed))}
${section('Lỗi hay gặp', list(mistakes))}
${text('result')}
${section('Việc liên quan', related(known, procedure))}
${section('Căn cứ pháp lý', list(legal))}
<p class="source">${sourceOf(known, procedure)}</p>
<p>${outward(procedure.link ?? { title: 'Trang thủ tục trên Cổng Dịch vụ công', url: portalPage(code) })}</p>`
  return { title: name, description: procedure.purpose, address: procedureAddress(code), body }
}

const PLACES = { portal: 'Cổng Dịch vụ công quốc gia', vneid: 'ứng dụng VNeID' } as const

function ways({ code, guide }: Procedure): Html {
  return html`<ul class="ways">
  <li><a href="${guideAddress(guide ?? derivedGuideId(code))}">Xem hết các bước</a></li>
  <li><a href="${CHAT}">Hỏi trợ lý</a></li>
</ul>`
}

/** A printed page outlives a fee that ends, so such a fee says its day. */
function fees(known: Known, procedure: Procedure): Html {
  const isDated =
    isDatedHere(known, procedure.code) ||
    procedure.fees.some(({ from, until }) => from !== undefined || until !== undefined)
  const day = readableDay(dayOf(known.now))
  return html`${list(feeLines(known, procedure))}${isDated ? html`<p>Mức phí của ngày ${day}.</p>` : NOTHING}`
}

/** The places of this installation that do it; whether they are open now is for the chat to say. */
function places(known: Known, procedure: Procedure): Html {
  return list(
    placesFor(known, procedure).map(
      office =>
        html`<strong>${office.name}</strong><br><span class="lines">${standingLines(known, office).join('\n')}</span>`,
    ),
  )
}

/** What this house knows as links; codes of others would tell nobody anything. */
function related({ knowledge }: Known, procedure: Procedure): Html {
  const others = procedure.related.flatMap(code => knowledge.procedures.get(code) ?? [])
  return list(others.map(({ code, name }) => html`<a href="${procedureAddress(code)}">${name}</a>`))
}
