import { z } from 'zod'
import { Command, Facet, Relation } from '../catalogue/schema/language.ts'

const Topic = z.object({
  kind: z.enum(['procedure', 'guide', 'faq', 'life-event', 'office']),
  id: z.string(),
})
/** How a submission went: by whom, on paper, or not at all yet. */
export const How = z.enum(['myself', 'family', 'volunteer', 'officer', 'paper', 'stuck'])
const at = { run: z.string(), path: z.string() }

/**
 * What a choice does. An old button carries its run and its step, so that it can still be answered sensibly
 * long after the screen has moved on.
 */
export const Action = z.discriminatedUnion('do', [
  /** Answers a step: an option's id, `done` for tell and do, `all` or `missing` for a checklist, `skipped`. */
  z.object({ do: z.literal('answer'), ...at, value: z.string() }),
  z.object({ do: z.literal('tick'), ...at, item: z.string() }),
  z.object({ do: z.literal('stuck'), ...at }),
  z.object({ do: z.literal('obstacle'), ...at, obstacle: z.string() }),
  /** Ra Trung tâm, có người làm cùng: still online. */
  z.object({ do: z.literal('centre'), ...at }),
  z.object({ do: z.literal('paper'), ...at }),
  z.object({ do: z.literal('resume'), run: z.string() }),
  z.object({ do: z.literal('again'), run: z.string() }),
  z.object({ do: z.literal('restart'), run: z.string() }),
  /** `procedure`: what it is walked for, where the guide leads through several. */
  z.object({
    do: z.literal('start'),
    guide: z.string(),
    relation: Relation.nullable(),
    procedure: z.string().optional(),
  }),
  z.object({ do: z.literal('whoFor'), guide: z.string(), procedure: z.string().optional() }),
  z.object({ do: z.literal('open'), topic: Topic, relation: Relation.optional() }),
  /** Of several procedures of one name, just this; `unknown`: none of them, and no other is known. */
  z.object({
    do: z.literal('listed'),
    code: z.string(),
    relation: Relation.nullable(),
    unknown: z.literal(true).optional(),
  }),
  z.object({ do: z.literal('which'), code: z.string() }),
  z.object({ do: z.literal('facet'), procedure: z.string(), facet: Facet }),
  z.object({ do: z.literal('menu'), page: z.int().min(0).max(99), group: z.string().optional() }),
  z.object({ do: z.literal('command'), command: Command }),
  /** `sure`: the page that sends it has asked already. */
  z.object({ do: z.literal('erase'), yes: z.boolean(), sure: z.literal(true).optional() }),
  z.object({ do: z.literal('remind'), run: z.string(), yes: z.boolean() }),
  /** How a submission went. */
  z.object({ do: z.literal('how'), run: z.string(), how: How }),
  /** Looks up the kept dossier that stands at this place; the code itself stays out of payloads. */
  z.object({ do: z.literal('lookUpKept'), place: z.int().min(0).max(99) }),
  z.object({ do: z.literal('dropKept') }),
  /** The yes to being handed to those on duty. */
  z.object({ do: z.literal('handOff') }),
  /** Wants to leave a word that staff read later. */
  z.object({ do: z.literal('leaveWord') }),
  /** Shows what could not be sent when it was said. */
  z.object({ do: z.literal('undelivered') }),
  z.object({ do: z.literal('none') }),
])

export type How = z.infer<typeof How>
export type Action = z.infer<typeof Action>

/** Zalo brings a tap back as a text; this is how one is told from what people type. */
export const TAP_PREFIX = '#dl:'

/** One line of at most some 200 characters, safe in a URL; `readAction` reads it back. */
export function writeAction(action: Action): string {
  return TAP_PREFIX + Buffer.from(JSON.stringify(action)).toString('base64url')
}

/** The action behind a tap, or null for anything that this bot did not write. Never throws. */
export function readAction(payload: string): Action | null {
  if (!payload.startsWith(TAP_PREFIX) || payload.length > 1000) return null
  try {
    const json: unknown = JSON.parse(
      Buffer.from(payload.slice(TAP_PREFIX.length), 'base64url').toString('utf8'),
    )
    return Action.safeParse(json).data ?? null
  } catch {
    return null
  }
}
