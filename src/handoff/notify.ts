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
    const how = howToAnswer(found?.account ?? '', job.handOff.slice(0, 8))
    const notice = {
      id: `handoff:${job.handOff}`,
      subject: job.subject,
      text: written(job.text, lately, how),
      brief: inOneMessage(job.text, lately, how),
    }
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

/** With the subject above it one message of any channel takes it: two could outlast the job's lease, and be told twice. */
const ONE_MESSAGE = 1_800

function written(summary: string, lately: readonly string[], how: string): string {
  return [summary, ...(lately.length > 0 ? ['', ...lately] : []), '', how].join('\n')
}

/** As much of what was said last as fits; of a summary that is too long by itself, the beginning. */
function inOneMessage(summary: string, lately: readonly string[], how: string): string {
  for (let from = 0; from <= lately.length; from++) {
    const text = written(summary, lately.slice(from), how)
    if (text.length <= ONE_MESSAGE) return text
  }
  const room = ONE_MESSAGE - how.length - 3
  return written(`${summary.slice(0, room).toWellFormed()}…`, [], how)
}

/** Zalo OA and Messenger have a chat tool of their own for staff; what is written there comes back to us as theirs. */
function howToAnswer(account: string, id: string): string {
  return /^(zalo|messenger):/.test(account)
    ? `Mã ${id}. Trả lời ngay trong khung chat của kênh. Xong thì nhắn “#xong” ở đó, trợ lý tự động sẽ giúp tiếp.`
    : `Mã ${id}. Trả lời: npm run handoffs -- say ${id} "…". Xong thì: npm run handoffs -- back ${id}`
}
