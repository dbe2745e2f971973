import type { IssuePath } from '../schema/issues.ts'
import { entryFiles, type Problem, type Rule } from './rule.ts'

/** Facts were read on a day that has been, and a fee's days run forwards. */
export const dates: Rule = {
  id: 'dates',
  title: 'ngày của nguồn hợp lệ',
  blocks: false,
  looksAt: content => [...entryFiles(content), ...content.local.map(({ file }) => file)],
  check: (content, today) => {
    const future = (place: Place, path: IssuePath, date: string): Problem[] =>
      date <= today
        ? []
        : [
            {
              level: 'fail',
              file: place.file,
              line: place.line(path),
              message: `ngày ${date} chưa đến; ghi ngày đã đọc nguồn`,
            },
          ]
    return [
      ...[...content.guides, ...content.faqs, ...content.lifeEvents, ...content.procedures].flatMap(place =>
        future(place, ['source', 'date'], place.value.source.date),
      ),
      ...content.local.flatMap(place => [
        ...future(place, ['source', 'date'], place.value.source.date),
        ...place.value.rules.flatMap((rule, index) => [
          ...days(place, ['rules', index], rule, today),
          ...rule.fees.flatMap((fee, number) => days(place, ['rules', index, 'fees', number], fee, today)),
        ]),
      ]),
      ...content.procedures.flatMap(place => [
        ...future(place, ['paper', 'date'], place.value.paper.date),
        ...place.value.fees.flatMap((fee, index) => days(place, ['fees', index], fee, today)),
      ]),
    ]
  },
}

type Place = { file: string; line(path: IssuePath): number | null }

/** The days on which a fee, or what a province ruled, holds. */
function days(
  place: Place,
  path: IssuePath,
  { from, until }: { from?: string | undefined; until?: string | undefined },
  today: string,
): Problem[] {
  const at = { file: place.file, line: place.line([...path, 'until']) }
  if (until !== undefined && from !== undefined && until < from)
    return [{ ...at, level: 'fail', message: `mức phí hết ngày ${until} nhưng bắt đầu ngày ${from}` }]
  if (until !== undefined && until < today)
    return [{ ...at, level: 'warn', message: `mức phí này đã hết hạn ngày ${until}; cập nhật hoặc xóa` }]
  return []
}
