import { html } from 'hono/html'
import type { Knowledge, KnownGuide } from '../catalogue/knowledge.ts'
import type { Item, Obstacle, Step, StepOf } from '../catalogue/schema/guide.ts'
import { stepTitle } from '../guidance/screen.ts'
import { guideAddress } from './addresses.ts'
import { mayCome, type Numbered, whenText } from './conditions.ts'
import type { Html } from './frame.ts'
import { lines, list, NOTHING, outward } from './parts.ts'

export type Shown = {
  knowledge: Knowledge
  guide: KnownGuide
  /** Fills the braces of a text. */
  fill: (text: string) => string
  /** For paper, on which nothing can be opened. */
  isOpen: boolean
}

/** Every step of a guide that can come in this installation, numbered; its ends stand unnumbered among them. */
export function stepsOf(shown: Shown): Html[] {
  const steps = new Map<string, Numbered>()
  const coming = shown.guide.steps.filter(step => mayCome(shown.knowledge, step))
  for (const step of coming) if (step.kind !== 'finish') steps.set(step.id, { number: steps.size + 1, step })
  return coming.map(step => {
    const when = (condition: Step['when']) =>
      whenLine(whenText(shown.knowledge, condition, steps), shown.fill)
    return step.kind === 'finish'
      ? end(shown, step, when(step.when))
      : numbered(shown, step, steps.get(step.id)?.number ?? 0, when)
  })
}

type When = (condition: Step['when']) => Html

function numbered(shown: Shown, step: Exclude<Step, StepOf<'finish'>>, number: number, when: When): Html {
  const body = step.kind === 'use' ? used(shown, step) : inner(shown, step, when)
  return html`<section class="step" id="buoc-${number}"><h2>${number}. ${titleOf(shown, step)}</h2>${when(
    step.when,
  )}${body}</section>`
}

function inner(shown: Shown, step: Exclude<Step, StepOf<'finish'> | StepOf<'use'>>, when: When): Html {
  const { fill } = shown
  return html`${text(shown, step)}${
    step.picture
      ? html`<img src="/pictures/${step.picture.file}" alt="${step.picture.alt}" loading="lazy">`
      : NOTHING
  }${step.kind === 'ask' ? options(shown, step) : NOTHING}${
    step.kind === 'prepare'
      ? html`<ul class="papers">${step.items.map(item => paper(shown, item, when))}</ul>`
      : NOTHING
  }${step.link ? html`<p>${outward({ title: fill(step.link.title), url: fill(step.link.url) })}</p>` : NOTHING}${
    step.skippable ? html`<p>Bước này bỏ qua được.</p>` : NOTHING
  }${step.obstacles.length > 0 ? html`<h3>Nếu bị vướng</h3>` : NOTHING}${step.obstacles.map(one =>
    obstacle(shown, one),
  )}`
}

/** The text below the heading, without the sentence that became the heading. */
function text({ fill }: Shown, step: { title?: string | undefined; text: string }): Html {
  const rest = step.title === undefined ? step.text.slice(stepTitle(step).length) : step.text
  const words = fill(rest).trim()
  return words === '' ? NOTHING : lines(words)
}

function options({ fill }: Shown, { options }: StepOf<'ask'>): Html {
  return list(Object.values(options).map(({ label }) => fill(label)))
}

/** An empty box before it: on paper it is ticked with a pen. */
function paper({ fill }: Shown, { label, note, when }: Item, inWords: When): Html {
  return html`<li><strong>${fill(label)}</strong>${inWords(when)}${note ? lines(fill(note)) : NOTHING}</li>`
}

function obstacle({ fill, isOpen }: Shown, { label, help, link }: Obstacle): Html {
  return html`<details ${isOpen ? html`open` : NOTHING}><summary>${fill(label)}</summary>${lines(fill(help))}${
    link ? html`<p>${outward({ title: fill(link.title), url: fill(link.url) })}</p>` : NOTHING
  }</details>`
}

/** A guide of its own stands here as its steps' names, and is read on its own page. */
function used(shown: Shown, step: StepOf<'use'>): Html {
  const guide = shown.knowledge.guides.get(step.guide)
  if (!guide) return NOTHING
  const names = guide.steps.flatMap(inside =>
    inside.kind === 'finish' || !mayCome(shown.knowledge, inside) ? [] : [titleOf(shown, inside)],
  )
  return html`${lines(shown.fill(guide.summary))}${list(names)}<p><a href="${guideAddress(guide.id)}${
    shown.isOpen ? '?in=1' : ''
  }">Xem từng bước: ${guide.title}</a></p>`
}

function end({ fill }: Shown, { text, link }: StepOf<'finish'>, when: Html): Html {
  if (text === undefined && link === undefined) return NOTHING
  return html`<section class="end"><h2>Kết thúc</h2>${when}${text ? lines(fill(text)) : NOTHING}${
    link ? html`<p>${outward({ title: fill(link.title), url: fill(link.url) })}</p>` : NOTHING
  }</section>`
}

function titleOf({ knowledge, fill }: Shown, step: Exclude<Step, StepOf<'finish'>>): string {
  if (step.kind !== 'use') return fill(stepTitle(step))
  return fill(step.title ?? knowledge.guides.get(step.guide)?.title ?? '')
}

function whenLine(words: string, fill: (text: string) => string): Html {
  return words === '' ? NOTHING : html`<p class="when">Khi nào: ${fill(words)}.</p>`
}
