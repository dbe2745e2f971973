import { z } from 'zod'
import { Text } from './common.ts'
import { Command, Facet, Relation } from './language.ts'
import { ANSWERS } from './sentences/answers.ts'
import { LABELS } from './sentences/labels.ts'
import { OWN_DATA } from './sentences/own-data.ts'
import { PLACES } from './sentences/places.ts'
import { STAFF } from './sentences/staff.ts'
import { TALKING } from './sentences/talking.ts'
import { UNASKED } from './sentences/unasked.ts'
import { WALK } from './sentences/walk.ts'

/**
 * Everything that the bot says and no guide holds: content/language/sentences.yaml, by the room of the engine that says it. A
 * sentence that is missing there, or one that nobody asks for, is a fault when content loads.
 *
 * Each key stands with the placeholders that its sentence may hold in braces.
 */
export const SENTENCES = {
  ...TALKING,
  ...ANSWERS,
  ...PLACES,
  ...WALK,
  ...UNASKED,
  ...STAFF,
  ...OWN_DATA,
}

export type SentenceKey = keyof typeof SENTENCES

export const Sentences = z.strictObject({
  say: z.record(z.enum(namesOf(SENTENCES)), Text),
  labels: z.record(z.enum(LABELS), Text),
  commands: z.record(Command, Text),
  facets: z.record(Facet, Text),
  /** "cho mẹ", "cho con": whom a run is for. */
  relations: z.record(Relation, Text),
  /** What a placeholder is called where nothing more is known: `thu-tuc: thủ tục cần làm`. */
  placeholders: z.record(z.string(), Text),
})

export type Sentences = z.infer<typeof Sentences>

function namesOf<Name extends string>(table: { readonly [name in Name]: unknown }): Name[] {
  return Object.keys(table).filter((name): name is Name => name in table)
}
