import { readState } from '../bot/state.ts'
import type { Knowledge } from '../catalogue/knowledge.ts'
import type { WebChannel } from '../channels/web/channel.ts'
import { ownData } from '../guidance/own-data/own-data.ts'
import type { OwnPages } from '../pages/own-routes.ts'
import type { Store } from '../store/store.ts'

export type OwnPagesOptions = {
  store: Store
  webs: readonly WebChannel[]
  /** As the operator of that channel account has it. */
  knowledge: (account: string) => Knowledge
  secretKey: string
  publicUrl: string | null
  now: () => number
}

/** Lends the pages of one's own data what they show: the rows, and what the conversation's state means in words. */
export function ownPagesOf({ store, webs, knowledge, secretKey, publicUrl, now }: OwnPagesOptions): OwnPages {
  return {
    secretKey,
    secure: publicUrl?.startsWith('https:') ?? false,
    whoIs(req) {
      for (const web of webs) {
        const who = web.whoIs(req)
        if (who) return who
      }
      return null
    },
    conversationOf: async who => (await store.load([who]))[0]?.id ?? null,
    async kept(conversation) {
      const rows = await store.keptOf(conversation)
      if (!rows) return null
      const { account, state } = rows.conversation
      const own = knowledge(account)
      return { rows, known: ownData(own, readState(state, now())), operator: own.operator }
    },
    open: page => store.openOwnPage(page),
    browserOf: id => store.ownPageBrowser(id),
  }
}
