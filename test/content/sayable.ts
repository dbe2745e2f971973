import { z } from 'zod'
import { render } from '../../src/channels/zalo/render.ts'
import { writeAction } from '../../src/guidance/action.ts'
import type { Reply } from '../../src/guidance/outcome.ts'

/** Zalo's limits (platform facts §2.2), written down once more so that a slip in the renderer shows. */
const Button = z.object({
  title: z.string().trim().min(1).max(100),
  type: z.enum(['oa.query.hide', 'oa.open.url']),
  payload: z.union([z.string().min(1).max(1_000), z.object({ url: z.url() })]),
})
const text = z.string().trim().min(1).max(2_000)
const recipient = z.object({ user_id: z.string().min(1) })
const Message = z.object({
  recipient,
  message: z.object({
    text,
    attachment: z.object({ payload: z.object({ buttons: z.array(Button).min(1).max(5) }) }).optional(),
  }),
})
const PictureMessage = z.object({
  recipient,
  message: z.object({
    text,
    attachment: z.object({
      payload: z.object({
        template_type: z.literal('media'),
        elements: z.tuple([
          z.object({ media_type: z.literal('image'), url: z.url().regex(/\.(jpe?g|png)$/) }),
        ]),
      }),
    }),
  }),
})

/** What keeps a reply from being said to a person on Zalo; empty where nothing does. */
export function faultsOf(reply: Reply): readonly string[] {
  // Ways that run side by side say the same things again and again.
  const key = JSON.stringify(reply)
  const known = judged.get(key) ?? judge(reply)
  judged.set(key, known)
  return known
}

const judged = new Map<string, readonly string[]>()

function judge(reply: Reply): string[] {
  const { text, choices, links } = reply
  const words = [text, ...choices.map(({ title }) => title), ...links.flatMap(link => [link.title, link.url])]
  const requests = render(
    {
      ...reply,
      choices: choices.map(({ title, action, secondary }) => ({
        title,
        payload: writeAction(action),
        secondary: secondary === true,
      })),
    },
    '6000000000000000006',
    'https://danloi.example.gov.vn',
  )
  // One message, after that of its picture.
  const expected = reply.picture ? [PictureMessage, Message] : [Message]
  return [
    ...(text.trim() === '' ? ['says nothing'] : []),
    ...words.filter(word => /[{}]/.test(word)).map(word => `shows a placeholder: ${word}`),
    ...words.filter(word => HOLE.test(word)).map(word => `has a hole where a word was left out: ${word}`),
    ...(requests.length === expected.length ? [] : [`takes ${requests.length} messages`]),
    ...requests.flatMap((request, at) => {
      const checked = (expected[at] ?? Message).safeParse(request)
      return checked.success ? [] : [`breaks a limit of Zalo: ${z.prettifyError(checked.error)}`]
    }),
  ]
}

/** An unknown placeholder is left out: "Nơi nhận: ." or two spaces in a row. */
const HOLE = /: *[.;,]|\(\s*\)|\S {2,}\S| [,;?]| \.(?!\p{L})/u
