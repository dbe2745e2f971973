import { z } from 'zod'
import { Id, Link, ProcedureCode, Text } from './common.ts'

const Phrasings = z.array(Text).min(10, 'cần ít nhất 10 cách nói của người dân')

/**
 * content/beyond/: what people write of and no procedure is about. `emergency` wants a number at once, `outside` belongs to
 * another office (divorce: the court), `chatter` is nothing to be handed in anywhere (a power cut, rubbish).
 */
export const Beyond = z
  .strictObject({
    id: Id,
    kind: z.enum(['emergency', 'outside', 'chatter']),
    /** A few words for staff who read what was asked. */
    title: Text,
    /** What is answered: whom to turn to, in one or two sentences. */
    answer: Text,
    /** The number to call, of an emergency. */
    call: z
      .string()
      .regex(/^\d{3,11}$/, 'chỉ ghi chữ số')
      .optional(),
    link: Link.optional(),
    /**
     * Words that make a message an emergency wherever they stand in it, unless it asks for papers (`calm` in words.yaml): `|` parts what
     * stands for one another, `+` joins what follows at once, `…` what follows with up to three words between. Without accents only
     * where they are written so.
     */
    signs: z.array(Text).optional(),
    phrasings: Phrasings,
  })
  .refine(({ kind, signs }) => kind === 'emergency' || signs === undefined, {
    message: 'chỉ emergency mới có signs',
    path: ['signs'],
  })
  .refine(({ kind, call }) => (kind === 'emergency') === (call !== undefined), {
    message: 'emergency phải có call (số gọi), loại khác thì không',
    path: ['call'],
  })

/** content/clarify/: words that mean several things however they are turned, with the one short question that settles it. */
export const Clarification = z.strictObject({
  id: Id,
  /** One short question: "Đổi giấy gì ạ?" */
  ask: Text,
  /** What it may mean, the likeliest first. */
  choices: z
    .array(
      z
        .strictObject({
          label: Text,
          procedure: ProcedureCode.optional(),
          guide: Id.optional(),
          faq: Id.optional(),
          'life-event': Id.optional(),
        })
        .refine(
          ({ label: _, ...topics }) => Object.values(topics).filter(id => id !== undefined).length === 1,
          { message: 'mỗi lựa chọn ghi đúng một trong: procedure, guide, faq, life-event' },
        ),
    )
    .min(2, 'cần ít nhất 2 lựa chọn')
    .max(6, 'nhiều nhất 6 lựa chọn'),
  phrasings: Phrasings,
})

/** What each choice of a question leads to. */
export function choicesOf({ choices }: Clarification): { label: string; topic: ClarifiedTopic }[] {
  return choices.flatMap(choice =>
    CLARIFIED.flatMap(kind => {
      const id = choice[kind]
      return id === undefined ? [] : [{ label: choice.label, topic: { kind, id } }]
    }),
  )
}

const CLARIFIED = ['procedure', 'guide', 'faq', 'life-event'] as const
type ClarifiedTopic = { kind: (typeof CLARIFIED)[number]; id: string }

export type Beyond = z.infer<typeof Beyond>
export type Clarification = z.infer<typeof Clarification>
