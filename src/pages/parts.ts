import { html } from 'hono/html'
import type { Html } from './frame.ts'

export const NOTHING = html``

/** A headed part of a page; nothing where it has nothing to say. `id` is what a link within the page leads to. */
export function section(title: string, body: Html | string | undefined, id?: string): Html {
  return body === undefined || String(body) === ''
    ? NOTHING
    : html`<section${id ? html` id="${id}"` : NOTHING}><h2>${title}</h2>${typeof body === 'string' ? lines(body) : body}</section>`
}

/** A text as its author broke it into lines. */
export function lines(text: string): Html {
  return html`<p class="lines">${text}</p>`
}

/** A list with an entry each; nothing where there is none. `look` is the list's class. */
export function list(entries: readonly (Html | string)[], look = ''): Html {
  if (entries.length === 0) return NOTHING
  return html`<ul${look ? html` class="${look}"` : NOTHING}>${entries.map(entry => html`<li>${entry}</li>`)}</ul>`
}

/** A link that leaves the house; people come back from it with the browser's own way back. */
export function outward({ title, url }: { title: string; url: string }): Html {
  return html`<a class="outward" href="${url}" rel="noopener">${title}</a>`
}
