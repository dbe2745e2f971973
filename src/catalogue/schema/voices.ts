import { z } from 'zod'
import { Id, ProcedureCode, Text } from './common.ts'

/**
 * content/voices/: what people of many kinds said when they meant one thing, whole stories included. Nobody's text is compared
 * with these; what they have in common is learned (understanding/learned).
 */
export const Voices = z
  .strictObject({
    procedure: ProcedureCode.optional(),
    guide: Id.optional(),
    faq: Id.optional(),
    'life-event': Id.optional(),
    beyond: Id.optional(),
    clarify: Id.optional(),
    said: z.array(Text).min(10, 'cần ít nhất 10 cách nói'),
  })
  .refine(voices => KINDS.filter(kind => voices[kind] !== undefined).length === 1, {
    message: 'ghi đúng một trong: procedure, guide, faq, life-event, beyond, clarify',
  })

export type Voices = z.infer<typeof Voices>

const KINDS = ['procedure', 'guide', 'faq', 'life-event', 'beyond', 'clarify'] as const
export type VoicesKind = (typeof KINDS)[number]

/** What such a file is about. */
export function meantBy(voices: Voices): { kind: VoicesKind; id: string } {
  for (const kind of KINDS) {
    const id = voices[kind]
    if (id !== undefined) return { kind, id }
  }
  throw new Error('The schema lets no such file through.')
}

/** The name that such a file has to have: `1.004194`, `faq-lua-dao`. */
export function voicesFileName(voices: Voices): string {
  const { kind, id } = meantBy(voices)
  return kind === 'procedure' ? id : `${kind}-${id}`
}
