import { AT_THE_DESK, blank, fill, submissionSteps } from './derive.ts'
import type { DerivedTexts } from './schema/derived.ts'
import type { Guide, Step } from './schema/guide.ts'
import type { ListedProcedure } from './schema/listed.ts'

/**
 * The guides through everything that only the official list has: one over the net, one to the desk. A run carries the
 * procedure that it is walked for. No author can write these ids: an author's ids hold no dots.
 */
export const LISTED_GUIDES = {
  online: 'theo-danh-muc.truc-tuyen',
  direct: 'theo-danh-muc.truc-tiep',
} as const

const GUIDES: ReadonlySet<string> = new Set(Object.values(LISTED_GUIDES))

export function isListedGuide(id: string): boolean {
  return GUIDES.has(id)
}

/** The guide that leads through one of them. Where the list names no channel, the portal says more than the desk. */
export function listedGuideOf({ online }: Pick<ListedProcedure, 'online'>): string {
  return online === false ? LISTED_GUIDES.direct : LISTED_GUIDES.online
}

/** Says nothing of papers, fees and times, which the list has not; `date` is the list's. */
export function deriveListedGuides(texts: DerivedTexts, date: string): Guide[] {
  const { listed } = texts
  const known = { ten: '{thu-tuc}', 'ket-qua': listed.result }
  const guide = (id: string, steps: Step[]): Guide => ({
    id,
    title: listed.title,
    summary: listed.summary,
    phrasings: [],
    listed: false,
    steps: [lookStep(texts), ...steps],
    source: { title: listed.source, date },
  })
  return [
    guide(LISTED_GUIDES.online, submissionSteps(texts, known)),
    guide(LISTED_GUIDES.direct, [
      { ...blank('noi-nop'), kind: 'tell', text: fill(texts.direct.tell, known) },
      { id: AT_THE_DESK, kind: 'finish', outcome: AT_THE_DESK, text: fill(texts.direct.finish, known) },
    ]),
  ]
}

function lookStep({ listed }: DerivedTexts): Step {
  return {
    ...blank('xem-cong'),
    kind: 'do',
    outside: true,
    text: listed.look,
    link: { title: listed.lookTitle, url: '{trang-thu-tuc}' },
  }
}
