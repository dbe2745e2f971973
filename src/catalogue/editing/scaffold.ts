import { z } from 'zod'
import { TO_FILL } from '../lint/unfilled.ts'
import { Id, ProcedureCode } from '../schema/common.ts'
import { faq } from './drafts/faq.ts'
import { guide } from './drafts/guide.ts'
import { lifeEvent } from './drafts/life-event.ts'
import { place } from './drafts/place.ts'
import { procedure } from './drafts/procedure.ts'

/** What can be begun with `npm run content:new`, and the folder that it lies in. */
export const FOLDERS = {
  procedure: 'procedures',
  guide: 'guides',
  faq: 'faq',
  'life-event': 'life-events',
  place: 'offices',
} as const
export type Kind = keyof typeof FOLDERS

export const Kind = z.enum(['procedure', 'guide', 'faq', 'life-event', 'place'])

/** Why a name will not do, in Vietnamese; null where it will. */
export function faultOfName(kind: Kind, name: string): string | null {
  const read = (kind === 'procedure' ? ProcedureCode : Id).safeParse(name)
  return read.success ? null : `"${name}" ${read.error.issues[0]?.message ?? 'không dùng được'}`
}

/**
 * A new entry's file: of the right form, each field explained, with the word that lint looks for wherever something
 * has to be written or checked. `today` is a day in Asia/Ho_Chi_Minh.
 */
export function scaffold(kind: Kind, name: string, today: string): string {
  const fields = FIELDS_OF[kind](name, today)
  return `${modeline(kind, `../../`)}\n${HEAD}\n\n${fields.join('\n\n')}\n`
}

const FIELDS_OF = { procedure, guide, faq, 'life-event': lifeEvent, place } as const

/** Tells editors how such a file looks. `up` leads from the file's folder to the content folder. */
export function modeline(kind: Kind, up: string): string {
  return `# yaml-language-server: $schema=${up}.schemas/${kind}.json`
}

const HEAD = `# Chỗ nào có chữ ${TO_FILL} thì viết vào hoặc kiểm tra lại, rồi xóa chữ đó đi.
# Dòng bắt đầu bằng dấu # là lời giải thích, để lại cũng không sao. Bỏ dấu # đầu dòng là dùng mục đó.
# Chỉ ghi điều đã đọc thấy trong nguồn. Nguồn không nói thì bỏ mục ấy, đừng đoán.`
