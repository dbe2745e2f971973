import { z } from 'zod'
import { Beyond, Clarification } from '../schema/beyond.ts'
import { Condition } from '../schema/condition.ts'
import { DerivedTexts } from '../schema/derived.ts'
import { Faq } from '../schema/faq.ts'
import { Groups } from '../schema/groups.ts'
import { Guide, STEP_KINDS, Step } from '../schema/guide.ts'
import { Statuses, Words } from '../schema/language.ts'
import { LifeEvent } from '../schema/life-event.ts'
import { LocalFile } from '../schema/local.ts'
import { Office, Offices } from '../schema/office.ts'
import { Operator } from '../schema/operator.ts'
import { Provinces, Units } from '../schema/places.ts'
import { Procedure } from '../schema/procedure.ts'
import { Sentences } from '../schema/sentences.ts'
import { Voices } from '../schema/voices.ts'
import { FIELDS } from './fields.ts'

/** JSON Schema, draft 7, which editors know best. */
export type JsonSchema = { [keyword: string]: unknown }

/** The schema of every kind of content file, by the name of its JSON file, and the files that it is for. */
export const SCHEMAS: { readonly [name: string]: { schema: z.ZodType; files: string } } = {
  procedure: { schema: Procedure, files: 'procedures/*.yaml' },
  guide: { schema: Guide, files: 'guides/*.yaml' },
  faq: { schema: Faq, files: 'faq/*.yaml' },
  'life-event': { schema: LifeEvent, files: 'life-events/*.yaml' },
  local: { schema: LocalFile, files: 'local/*.yaml' },
  voices: { schema: Voices, files: 'voices/*.yaml' },
  beyond: { schema: Beyond, files: 'beyond/*.yaml' },
  clarify: { schema: Clarification, files: 'clarify/*.yaml' },
  operator: { schema: Operator, files: 'operator.yaml' },
  place: { schema: Office, files: 'offices/*.yaml' },
  offices: { schema: Offices, files: 'offices.yaml' },
  provinces: { schema: Provinces, files: 'places/provinces.yaml' },
  units: { schema: Units, files: 'places/units.yaml' },
  words: { schema: Words, files: 'language/words.yaml' },
  sentences: { schema: Sentences, files: 'language/sentences.yaml' },
  statuses: { schema: Statuses, files: 'language/statuses.yaml' },
  derived: { schema: DerivedTexts, files: 'language/derived.yaml' },
  groups: { schema: Groups, files: 'language/groups.yaml' },
}

/** What editors check and complete a content file of this kind by: the same as the loader reads, bar its own checks. */
export function jsonSchemaOf(name: string): JsonSchema {
  const { schema } = SCHEMAS[name] ?? {}
  if (!schema) throw new Error(`There is no content file of the kind ${name}.`)
  const made = written(schema)
  return {
    ...made,
    properties: explained(name, made.properties),
    ...(name === 'guide' ? { definitions: { condition: CONDITION } } : {}),
  }
}

/** What an author writes, before the loader makes anything of it. */
function written(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Both are read by code of their own, of which zod can tell nothing.
      if (Object.is(zodSchema, Step)) become(jsonSchema, { anyOf: Object.values(STEP_KINDS).map(bare) })
      if (Object.is(zodSchema, Condition)) become(jsonSchema, { $ref: '#/definitions/condition' })
    },
  })
}

function bare(kind: z.ZodType): JsonSchema {
  const { $schema, ...rest } = written(kind)
  return rest
}

function become(target: object, keywords: JsonSchema): void {
  for (const key of Object.keys(target)) Reflect.deleteProperty(target, key)
  Object.assign(target, keywords)
}

const SELF = { $ref: '#/definitions/condition' }

/** Equals, one-of, not, all, any (schema/condition.ts). */
const CONDITION: JsonSchema = {
  description:
    'Khi nào bước này hiện ra: tên một bước ở trên và câu trả lời của bước đó, ví dụ { sim: co } hoặc { sim: [co, khong-ro] }. Ghép bằng all, any, not.',
  type: 'object',
  minProperties: 1,
  properties: {
    not: SELF,
    all: { type: 'array', minItems: 1, items: SELF },
    any: { type: 'array', minItems: 1, items: SELF },
  },
  additionalProperties: {
    anyOf: [{ type: 'string' }, { type: 'array', minItems: 1, items: { type: 'string' } }],
  },
}

const EXPLAINED: { readonly [name: string]: { readonly [field: string]: string } } = FIELDS

function explained(name: string, properties: unknown): unknown {
  const words = EXPLAINED[name]
  if (!words || typeof properties !== 'object' || properties === null) return properties
  return Object.fromEntries(
    Object.entries(properties).map(([field, schema]) => [field, { ...schema, description: words[field] }]),
  )
}
