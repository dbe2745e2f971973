import { html } from 'hono/html'
import type { Procedure } from '../catalogue/schema/procedure.ts'
import type { Known } from '../guidance/answers/facts.ts'
import { guideAddress, LIST, procedureAddress } from './addresses.ts'
import type { Content } from './frame.ts'
import { list, section } from './parts.ts'

const { compare } = new Intl.Collator('vi')

/** Every procedure by the menu's groups, and the guides that belong to none. */
export function listPage({ knowledge }: Known): Content {
  const guides = [...knowledge.guides.values()].filter(guide => guide.procedure === null && !guide.derived)
  const parts = [
    ...knowledge.groups.map(({ title, procedures }) => ({
      title,
      body: entries(procedures.flatMap(code => knowledge.procedures.get(code) ?? [])),
    })),
    {
      title: 'Hướng dẫn từng bước',
      body: list(
        guides.map(({ id, title, summary }) => entry(guideAddress(id), title, summary)),
        'entries',
      ),
    },
  ]
  const body = html`<h1>Mọi thủ tục</h1>
<p class="lead">Chọn một nhóm, rồi chọn một việc để xem giấy tờ, phí, thời gian và nơi làm.</p>
<nav aria-label="Các nhóm việc">${list(
    parts.map(({ title }, at) => html`<a href="#${partId(at)}">${title}</a>`),
    'nav',
  )}</nav>
${parts.map(({ title, body }, at) => section(title, body, partId(at)))}`
  return {
    title: 'Mọi thủ tục',
    description: 'Các thủ tục hành chính có hướng dẫn bằng lời dễ hiểu.',
    address: LIST,
    body,
  }
}

function partId(at: number): string {
  return `nhom-${at + 1}`
}

function entries(procedures: readonly Procedure[]) {
  const inOrder = procedures.toSorted((one, other) => compare(one.name, other.name))
  return list(
    inOrder.map(({ code, name, purpose }) => entry(procedureAddress(code), name, purpose)),
    'entries',
  )
}

function entry(address: string, title: string, about: string) {
  return html`<a class="entry" href="${address}">${title}</a>${about}`
}
