import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Procedure } from '../catalogue/schema/procedure.ts'
import type { LabelKey } from '../catalogue/schema/sentences/labels.ts'
import type { SentenceKey } from '../catalogue/schema/sentences.ts'

/** A sentence of the bot with its placeholders filled; unknown ones are left out rather than shown in braces. */
export function sentence(
  knowledge: Knowledge,
  key: SentenceKey,
  values: { [name: string]: string } = {},
): string {
  return fill(knowledge.sentences.say[key], { ...deskWords(knowledge), ...values })
}

export function label(knowledge: Knowledge, key: LabelKey): string {
  return knowledge.sentences.labels[key]
}

/** What a guide's texts say of the procedure that is walked; what is left out has a name in sentences.yaml. */
export type Spoken = Pick<Procedure, 'name' | 'code'> & Partial<Pick<Procedure, 'where' | 'time'>>

/** A text of a guide, with what is known of the procedure and of the desk put in its braces. */
export function stepText(knowledge: Knowledge, text: string, procedure: Spoken | undefined): string {
  if (!text.includes('{')) return text
  const known: { [name: string]: string } = { ...knowledge.sentences.placeholders, ...deskWords(knowledge) }
  if (procedure) {
    known['thu-tuc'] = procedure.name
    known.ma = procedure.code
    known['trang-thu-tuc'] = portalPage(procedure.code)
    if (procedure.where) known['noi-nop'] = procedure.where
    if (procedure.time) known['thoi-han'] = procedure.time
  } else {
    known['trang-thu-tuc'] = PORTAL
  }
  return fill(text, known)
}

/** The national portal's door. */
export const PORTAL = 'https://dichvucong.gov.vn'

/** The portal's page of a procedure; the form of the address was seen in July 2026 (domain facts §2.3). */
export function portalPage(code: string): string {
  return `${PORTAL}/dich-vu-cong-truc-tuyen/${code}`
}

function deskWords({ operator }: Knowledge): { [name: string]: string } {
  return {
    'ten-co-quan': operator.agency,
    'don-vi': operator.unit,
    trang: operator.page,
    noi: operator.desk.name,
    quay: operator.desk.name,
    'dien-thoai': operator.desk.phone,
    gio: operator.desk.hours,
    'dia-chi': operator.desk.address,
    'so-ngay': String(operator.keepDays),
    'lien-he-du-lieu': operator.dataContact,
  }
}

function fill(text: string, values: { [name: string]: string }): string {
  return text.replace(/\{([a-z-]+)\}/g, (_, name: string) => values[name] ?? '')
}
