import type { Content } from '../content.ts'
import type { IssuePath } from '../schema/issues.ts'
import { entryFiles, officeFiles, type Problem, type Rule } from './rule.ts'

/** Ids that must be told apart within their list: steps, items, obstacles, cases, papers, offices, statuses. */
export const duplicates: Rule = {
  id: 'duplicates',
  title: 'không có mã nào trùng',
  blocks: true,
  looksAt: content => [...entryFiles(content), ...officeFiles(content), content.statuses.file],
  check: content => [
    ...content.guides.flatMap(place => {
      const { steps } = place.value
      return [
        ...twice(place, ['steps'], ids(steps)),
        ...steps.flatMap((step, index) => [
          ...('obstacles' in step ? twice(place, ['steps', index, 'obstacles'], ids(step.obstacles)) : []),
          ...(step.kind === 'prepare' ? twice(place, ['steps', index, 'items'], ids(step.items)) : []),
        ]),
      ]
    }),
    ...content.procedures.flatMap(place => [
      ...twice(place, ['cases'], ids(place.value.cases)),
      ...twice(place, ['papers'], ids(place.value.papers)),
    ]),
    ...officesTwice(content),
    ...twice(
      content.statuses,
      [],
      content.statuses.value.map(status => ({ key: 'code', id: String(status.code) })),
    ),
    ...replacedTwice(content),
  ],
}

type Place = { readonly file: string; line(path: IssuePath): number | null }

function ids(entries: readonly { id: string }[]): { key: string; id: string }[] {
  return entries.map(({ id }) => ({ key: 'id', id }))
}

function twice(place: Place, path: IssuePath, entries: readonly { key: string; id: string }[]): Problem[] {
  return entries.flatMap(({ key, id }, index): Problem[] => {
    const first = entries.findIndex(other => other.id === id)
    if (first === index) return []
    const line = place.line([...path, index, key])
    const message = `mã "${id}" đã dùng ở dòng ${place.line([...path, first, key])}; hãy đặt mã khác`
    return [{ level: 'fail', file: place.file, line, message }]
  })
}

/** Places stand in one list and in files of their own. */
function officesTwice({ offices }: Content): Problem[] {
  return offices.flatMap(({ file, value, line }, index): Problem[] => {
    const first = offices.findIndex(other => other.value.id === value.id)
    const before = offices[first]
    if (!before || first === index) return []
    const message = `mã "${value.id}" đã dùng ở ${before.file}:${before.line(['id'])}; hãy đặt mã khác`
    return [{ level: 'fail', file, line: line(['id']), message }]
  })
}

/** A code that the portal gave up can stand for one procedure only, and for none that is still here. */
function replacedTwice(content: Content): Problem[] {
  const owners = new Map(content.procedures.map(({ value }) => [value.code, value.code]))
  return content.procedures.flatMap(({ file, value, line }) =>
    value.replaces.flatMap((code, index): Problem[] => {
      const owner = owners.get(code)
      owners.set(code, value.code)
      if (owner === undefined) return []
      const message = `mã ${code} đã thuộc về thủ tục ${owner}; hãy xóa ở một nơi`
      return [{ level: 'fail', file, line: line(['replaces', index]), message }]
    }),
  )
}
