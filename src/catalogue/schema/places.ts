import { z } from 'zod'
import { Id, Source, Text } from './common.ts'

/** Ways in which people write a name: abbreviations and everyday names; accents and case do not matter. */
const called = {
  aliases: z.array(Text).default([]),
  /**
   * Typed without accents it is also something else ("dien bien", "hoa binh"): then it is a place only after a word
   * such as "tỉnh" or "ở".
   */
  common: z.boolean().default(false),
}

/** A name that a place no longer has, with its kind: "Tỉnh Hải Dương", "Thị trấn Triệu Sơn". */
const Former = z.strictObject({
  name: Text,
  ...called,
  /** Given up before the merging of 1 July 2025. */
  earlier: z.boolean().default(false),
  /** Which part of it came here, where it was divided: "thôn 1 đến thôn 4". */
  part: Text.optional(),
})

/** A province or a city of that rank as it is since 1 July 2025. `name` begins with its kind. */
const Province = z.strictObject({ id: Id, name: Text, ...called, formerly: z.array(Former).default([]) })

/** content/places/provinces.yaml */
export const Provinces = z.strictObject({ source: Source, provinces: z.array(Province) })

/** A commune or ward that this installation serves. `name` begins with its kind. */
const Unit = z.strictObject({
  id: Id,
  name: Text,
  province: Id,
  ...called,
  formerly: z.array(Former).default([]),
  /** True where it stands here only to show how to write one. */
  example: z.boolean().default(false),
  source: Source,
})

/** content/places/units.yaml */
export const Units = z.array(Unit)

export type Former = z.infer<typeof Former>
export type Province = z.infer<typeof Province>
export type Provinces = z.infer<typeof Provinces>
export type Unit = z.infer<typeof Unit>
