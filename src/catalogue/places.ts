import type { Content } from './content.ts'
import { fold } from './fold.ts'
import type { Source } from './schema/common.ts'
import type { Province, Unit } from './schema/places.ts'

/** Where somebody is or asks about; null where that is not known. */
export type Whereabouts = { readonly unit: string | null; readonly province: string | null }

/** Provinces and units with the names that they went by, and where this installation is at home. */
export type Places = {
  readonly provinces: readonly Province[]
  /** Where the list of provinces was read. */
  readonly source: Source
  readonly units: readonly Unit[]
  readonly home: Whereabouts
}

/** The question under which whatever is asked about merged places is answered and counted (topics' list). */
export const MERGER_QUESTION = 'sap-nhap-dia-chi'

/** What content says of places, and where its operator is at home. */
export function placesOf({
  operator,
  provinces: file,
  units: { value: units },
}: Pick<Content, 'operator' | 'provinces' | 'units'>): Places {
  const { provinces, source } = file.value
  return { provinces, source, units, home: whereaboutsOf(operator.value.unit, { provinces, units }) }
}

/**
 * Where a text of the content is, such as `Xã Ví Dụ, tỉnh Thanh Hóa`: the unit whose name it begins with, and the
 * province that it names, or that of the unit.
 */
export function whereaboutsOf(
  text: string,
  { provinces, units }: Pick<Places, 'provinces' | 'units'>,
): Whereabouts {
  const folded = ` ${fold(text)} `
  const province = provinces.find(({ name }) => folded.endsWith(` ${fold(bareName(name))} `))
  const unit = units.find(
    ({ name, province: its }) => folded.startsWith(` ${fold(name)} `) && (!province || province.id === its),
  )
  return { unit: unit?.id ?? null, province: unit?.province ?? province?.id ?? null }
}

/** A name without its kind: "Tỉnh Thanh Hóa" → "Thanh Hóa". */
export function bareName(name: string): string {
  return name.replace(KIND, '')
}

/** The same inside a sentence: "Tỉnh Thanh Hóa" → "tỉnh Thanh Hóa". */
export function withinSentence(name: string): string {
  return name.replace(KIND, kind => kind.toLowerCase())
}

const KIND = /^(?:tỉnh|thành phố|xã|phường|thị trấn|đặc khu)\s+/iu
