import { z } from 'zod'

/** What `getMe` says of the bot. */
export const BotInfo = z.looseObject({
  account_name: z.string().catch('(no name)'),
  can_join_groups: z.boolean().catch(false),
})

/** What `getWebhookInfo`, and what changes the webhook, says of it; empty where none is set. */
export const WebhookInfo = z.looseObject({ url: z.string().catch('') })
