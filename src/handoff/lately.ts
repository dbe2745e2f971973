import type { Store } from '../store/store.ts'

const SHOWN = 12
/** Of what people say nothing essential is lost; what the bot said staff know by heart. */
const LONGEST = { person: 400, staff: 400, bot: 80 } as const
const WHO = { person: 'Người dân', staff: 'Cán bộ', bot: 'Trợ lý' } as const

/**
 * The last messages of a conversation as staff read them, a line each, as the transcript holds them: what was masked
 * there stays masked. Empty where the conversation is gone.
 */
export async function latelyIn(
  store: Pick<Store, 'loadById' | 'messages'>,
  conversation: string,
  most = SHOWN,
): Promise<string[]> {
  const [found] = await store.loadById([conversation])
  if (!found) return []
  const after = Math.max(0, found.nextSeq - 1 - most)
  const rows = await store.messages({ conversation, after, limit: most })
  return rows.flatMap(({ from, body }) => {
    const text = textOf(body).replace(/\s+/g, ' ').trim()
    return text === '' ? [] : [`${WHO[from]}: ${shortened(text, LONGEST[from])}`]
  })
}

function textOf(body: string): string {
  const message: unknown = JSON.parse(body)
  const isMessage = typeof message === 'object' && message !== null && 'text' in message
  return isMessage && typeof message.text === 'string' ? message.text : ''
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`
}
