import type { Notify } from '../delivery/job-worker.ts'
import type { Means, Tell, Told } from '../operations/telling.ts'
import type { PersonKey } from '../store/records/conversation.ts'
import type { Store } from '../store/store.ts'
import { latelyIn } from './lately.ts'

export type NotifierOptions = {
  store: Pick<Store, 'loadById' | 'messages'>
  tell: Tell
  /** Is told of everybody who asks for staff; null: nobody is told this way. */
  url: string | null
  /** In which chats with the bot people of these duties want to be told. */
  chatsOf: (duties: readonly string[]) => Promise<PersonKey[]>
  /** What did not get through, for the log. */
  onFailed: (by: Means['by'], told: Told) => void
}

/**
 * Tells those on duty of somebody who waits for them, each by their own means. One who knows is enough. Where nobody has
 * named any means they look at the list, so that nothing is amiss.
 */
export function notifier({ store, tell, url, chatsOf, onFailed }: NotifierOptions) {
  return async (job: Notify, conversation: string): Promise<'told' | 'later' | 'failed'> => {
    const chats = await chatsOf(job.duties)
    const means: Means[] = [
      ...job.mail.map(to => ({ by: 'mail', to }) as const),
      ...(url === null ? [] : [{ by: 'url', url } as const]),
      ...chats.map(({ account, person }) => ({ by: 'chat', account, person }) as const),
    ]
    if (means.length === 0) return 'told'
    const lately = await latelyIn(store, conversation)
    const [found] = await store.loadById([conversation])
    const text = [
      job.text,
      ...(lately.length > 0 ? ['', ...lately] : []),
      '',
      howToAnswer(found?.account ?? '', job.handOff.slice(0, 8)),
    ].join('\n')
    const notice = { id: `handoff:${job.handOff}`, subject: job.subject, text }
    const all = await Promise.all(
      means.map(async to => {
        const told = await tell(notice, to)
        if (told.kind !== 'told') onFailed(to.by, told)
        return told.kind
      }),
    )
    if (all.includes('told')) return 'told'
    return all.includes('later') ? 'later' : 'failed'
  }
}

/** Zalo OA and Messenger have a chat tool of their own for staff; what is written there comes back to us as theirs. */
function howToAnswer(account: string, id: string): string {
  return /^(zalo|messenger):/.test(account)
    ? `Mã ${id}. Trả lời ngay trong khung chat của kênh. Xong thì nhắn “#xong” ở đó, trợ lý tự động sẽ giúp tiếp.`
    : `Mã ${id}. Trả lời: npm run handoffs -- say ${id} "…". Xong thì: npm run handoffs -- back ${id}`
}
