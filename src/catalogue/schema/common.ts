import { z } from 'zod'

/** A short name in content: lower case, no accents, words joined by hyphens (`tai-khoan`). */
export const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'phải viết thường, không dấu, nối bằng gạch ngang (ví dụ: tai-khoan)')

/** An official procedure code: `1.001193`. Form seen in all 5,652 entries of the national list. */
export const ProcedureCode = z.string().regex(/^[1-9]\.\d{6}$/, 'phải có dạng 1.001193 (để trong dấu nháy)')

/** A calendar day in Asia/Ho_Chi_Minh. */
export const Day = z.iso.date({
  // Only where something was written; what is missing or no text is said as everywhere else.
  error: issue => (typeof issue.input === 'string' ? 'phải là ngày dạng 2026-07-15' : undefined),
})

/** One or more sentences shown to a citizen. May hold placeholders such as `{thu-tuc}` (see guidance/fill.ts). */
export const Text = z
  .string()
  .trim()
  .min(1, 'không được để trống')
  .transform(text => text.normalize('NFC'))

/** An address a citizen is sent to. Only https; lint asks for a .gov.vn host. May hold `{trang-thu-tuc}`. */
export const Address = z.string().regex(/^(https:\/\/\S+|\{[a-z-]+\})$/, 'phải bắt đầu bằng https://')

export const Link = z.strictObject({ title: Text, url: Address })

/** A picture under content/pictures with the words that a screen reader says instead. */
export const Picture = z.strictObject({
  file: z.string().regex(/^[a-z0-9-]+\.(png|jpg|svg)$/, 'phải là tên tệp trong content/pictures'),
  alt: Text,
})

/** Where a text's facts come from, and the day on which they were read there. */
export const Source = z.strictObject({ title: Text, date: Day, url: Address.optional() })

export type Link = z.infer<typeof Link>
export type Picture = z.infer<typeof Picture>
export type Source = z.infer<typeof Source>
