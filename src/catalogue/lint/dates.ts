import type { IssuePath } from '../schema/issues.ts'
import { entryFiles, type Problem, type Rule } from './rule.ts'

/** Facts were read on a day that has been, and a fee's days run forwards. */
export const dates: Rule = {
  id: 'dates',
  title: 'ngày của nguồn hợp lệ',
  blocks: false,
  looksAt: entryFiles,
  check: (content, today) => {
    const future = (
      place: { file: string; line(path: IssuePath): number | null },
      path: IssuePath,
      date: string,
    ): Problem[] =>
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
      ...[...content.guides, ...content.faqs, ...content.procedures].flatMap(place =>
        future(place, ['source', 'date'], place.value.source.date),
      ),
      ...content.procedures.flatMap(place => [
        ...future(place, ['paper', 'date'], place.value.paper.date),
        ...place.value.fees.flatMap(({ from, until }, index): Problem[] => {
          const at = { file: place.file, line: place.line(['fees', index, 'until']) }
          if (until !== undefined && from !== undefined && until < from)
            return [{ ...at, level: 'fail', message: `mức phí hết ngày ${until} nhưng bắt đầu ngày ${from}` }]
          if (until !== undefined && until < today)
            return [
              { ...at, level: 'warn', message: `mức phí này đã hết hạn ngày ${until}; cập nhật hoặc xóa` },
            ]
          return []
        }),
      ]),
    ]
  },
}
