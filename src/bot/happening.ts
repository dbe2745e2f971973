import { z } from 'zod'

const Media = z.enum(['image', 'voice', 'video', 'sticker', 'file', 'link', 'contact', 'location', 'other'])
const key = { account: z.string(), person: z.string(), messageId: z.string(), at: z.number() }

/**
 * Everything that can start a turn, as it may wait in the inbox: what a channel brought (channels/channel.ts,
 * `Arrival`), and what the bot's own workers bring. There is no other way in.
 */
export const Happening = z.object({
  ...key,
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string() }),
    z.object({ kind: z.literal('tap'), payload: z.string(), title: z.string().nullable() }),
    z.object({
      kind: z.literal('media'),
      media: Media,
      text: z.string().nullable(),
      at: z.object({ latitude: z.number(), longitude: z.number() }).nullish(),
    }),
    z.object({ kind: z.literal('arrived'), link: z.string().nullable() }),
    z.object({ kind: z.literal('unfollowed') }),
    z.object({
      kind: z.literal('staffSpoke'),
      text: z.string().nullable(),
      deliver: z.boolean().optional(),
      /** Who it was, where that is known; never shown to the person. */
      by: z.string().optional(),
    }),
    z.object({ kind: z.literal('overheard'), text: z.string().nullable(), media: Media.nullable() }),
    z.object({ kind: z.literal('handedBack'), by: z.string().optional() }),
    z.object({ kind: z.literal('enrolled'), name: z.string().nullable() }),
    z.object({
      kind: z.literal('jobDone'),
      job: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('lookup'),
          result: z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('found'), status: z.int(), example: z.boolean() }),
            z.object({ kind: z.literal('unknown'), example: z.boolean() }),
          ]),
        }),
        z.object({ kind: z.literal('notify') }),
      ]),
    }),
    z.object({ kind: z.literal('jobFailed'), job: z.enum(['lookup', 'notify']) }),
    z.object({ kind: z.literal('turnFailed') }),
    /** What the bot said and nobody can send (any more). */
    z.object({
      kind: z.literal('undelivered'),
      text: z.string(),
      links: z.array(z.object({ title: z.string(), url: z.string() })),
      isStep: z.boolean(),
      at: z.number(),
    }),
    z.object({
      kind: z.literal('timer'),
      timer: z.enum(['leave-check', 'staff-quiet', 'staff-wait', 'remind', 'nudge', 'calm']),
    }),
  ]),
})

export type Happening = z.infer<typeof Happening>
