import { html } from 'hono/html'
import type { Paper, Procedure } from '../catalogue/schema/procedure.ts'
import { type Known, paperName, paperNotNeeded } from '../guidance/answers/facts.ts'
import type { Html } from './frame.ts'
import { lines, list, NOTHING } from './parts.ts'

/** The papers of a procedure: first those of every case, then each case with its own. */
export function papersOf(known: Known, { cases, papers }: Procedure): Html {
  const inEveryCase = ({ cases: of }: Paper) => of.length === 0 || cases.every(({ id }) => of.includes(id))
  const common = papers.filter(inEveryCase)
  const special = papers.filter(paper => !inEveryCase(paper))
  const entries = (of: readonly Paper[]) => list(of.map(paper => entry(known, paper)))
  if (special.length === 0 && cases.every(({ note }) => note === undefined)) return entries(common)
  return html`${
    common.length > 0 ? html`<h3>Chung cho mọi trường hợp</h3>${entries(common)}` : NOTHING
  }${cases.map(
    ({ id, label, note }) =>
      html`<h3>Trường hợp: ${label}</h3>${note ? lines(note) : NOTHING}${entries(
        special.filter(paper => paper.cases.includes(id)),
      )}`,
  )}`
}

function entry(known: Known, paper: Paper): Html {
  const notNeeded = paperNotNeeded(known, paper)
  return html`<strong>${paperName(known, paper)}</strong>${
    paper.note ? html`<br><span class="lines">${paper.note}</span>` : NOTHING
  }${notNeeded ? html`<br>${notNeeded}` : NOTHING}`
}
