import type { Content } from '../content.ts'
import type { IssuePath } from '../schema/issues.ts'

export type LinkAt = { readonly file: string; readonly line: number | null; readonly url: string }

/** Every address that a citizen is sent to. */
export function linksOf(content: Content): LinkAt[] {
  return [
    ...content.guides.flatMap(place =>
      place.value.steps.flatMap((step, index) => [
        ...('link' in step ? at(place, ['steps', index, 'link', 'url'], step.link?.url) : []),
        ...('obstacles' in step
          ? step.obstacles.flatMap((obstacle, number) =>
              at(place, ['steps', index, 'obstacles', number, 'link', 'url'], obstacle.link?.url),
            )
          : []),
      ]),
    ),
    ...[...content.procedures, ...content.faqs].flatMap(place =>
      at(place, ['link', 'url'], place.value.link?.url),
    ),
    ...at(content.operator, ['page'], content.operator.value.page),
  ]
}

/** Where the authors read what they wrote. */
export function sourcesOf(content: Content): LinkAt[] {
  const { units, provinces } = content
  return [
    ...[...content.guides, ...content.faqs, ...content.lifeEvents, ...content.local, provinces].flatMap(
      place => at(place, ['source', 'url'], place.value.source.url),
    ),
    ...units.value.flatMap(({ source }, index) => at(units, [index, 'source', 'url'], source.url)),
  ]
}

type Place = { readonly file: string; line(path: IssuePath): number | null }

function at(place: Place, path: IssuePath, url: string | undefined): LinkAt[] {
  return url === undefined ? [] : [{ file: place.file, line: place.line(path), url }]
}
