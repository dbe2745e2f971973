import { Profile } from '../accounts/profile.ts'
import { Refusal } from '../operations/refusal.ts'

/** The options of a command by their names, as they were typed. */
export type Options = { readonly [name: string]: string | undefined }

/** Blank values stay: they take back what was said. */
export function profileIn(options: Options): Profile {
  const named = (names: readonly (readonly [option: string, field: string])[]) =>
    Object.fromEntries(
      names.flatMap(([option, field]) => {
        const value = options[option]
        return value === undefined ? [] : [[field, value]]
      }),
    )
  const desk = named([
    ['desk-name', 'name'],
    ['desk-phone', 'phone'],
    ['desk-hours', 'hours'],
    ['desk-address', 'address'],
  ])
  const said = named([
    ['unit', 'unit'],
    ['agency', 'agency'],
    ['page', 'page'],
    ['data-contact', 'dataContact'],
  ])
  return { ...said, ...(Object.keys(desk).length > 0 && { desk }) }
}

/** @throws Refusal where a value that is not blank does not fit. */
export function checked(profile: Profile): Profile {
  const filled = JSON.parse(JSON.stringify(profile, (_, value) => (value === '' ? undefined : value)))
  const result = Profile.safeParse(filled)
  if (result.success) return result.data
  throw new Refusal(
    result.error.issues.map(({ path, message }) => `--${path.join('-')}: ${message}`).join('\n'),
  )
}
