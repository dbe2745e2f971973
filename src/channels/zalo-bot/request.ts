import { z } from 'zod'

/** A method of the Bot API and its body, which says whom it is for. */
export const BotRequest = z.object({
  method: z.enum(['sendMessage', 'sendPhoto', 'sendChatAction']),
  body: z.looseObject({ chat_id: z.string() }),
  /** It goes out as it is, however little of the month is left. */
  toStaff: z.boolean().optional(),
})
export type BotRequest = z.infer<typeof BotRequest>
