import { z } from 'zod'
import { Refusal } from './refusal.ts'

/** More is no question any more; and the page's own box ends here. */
const MAX_CHARACTERS = 2000

const Body = z.object({
  text: z.string().optional(),
  tap: z.string().min(1).max(1000).optional(),
  /** What stood on the button, so that the transcript can show it. */
  title: z.string().max(300).optional(),
  id: z.string().min(1).max(100).optional(),
})

/** What a person said or tapped. `id` is the page's name for this message: a second one with it is the same. */
export type Saying = { id: string | null } & (
  | { kind: 'text'; text: string }
  | { kind: 'tap'; payload: string; title: string | null }
)

/** Reads the body of `POST /chat/messages`; throws a `Refusal` for anything else. */
export function readSaying(body: unknown): Saying {
  const read = Body.safeParse(body)
  if (!read.success) throw new Refusal('malformed')
  const { text, tap, title, id = null } = read.data
  if ((text === undefined) === (tap === undefined)) throw new Refusal('malformed')
  if (tap !== undefined)
    return { kind: 'tap', payload: storable(tap), title: title ? storable(title) : null, id }
  const words = storable(text ?? '').trim()
  if (words === '') throw new Refusal('empty')
  if ([...words].length > MAX_CHARACTERS) throw new Refusal('too_long')
  return { kind: 'text', text: words, id }
}

/** Without what a database refuses in a text: control characters and half surrogates. */
function storable(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
}
