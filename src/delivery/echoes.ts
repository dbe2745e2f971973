import type { Channel, Echo } from '../channels/channel.ts'
import type { OutboxRow } from '../store/records/queues.ts'
import type { Store } from '../store/store.ts'

/** Ids of messages whose yes came back lately; each has an echo that tells nothing new. */
const MOST_KNOWN = 5_000

/** Finds in the outbox what platforms show us of our own messages. */
export class Echoes {
  private readonly store: Pick<Store, 'mayBeEchoed'>
  private readonly known = new Set<string>()

  constructor(store: Pick<Store, 'mayBeEchoed'>) {
    this.store = store
  }

  /** The platform said yes and named its message. */
  noteSent(account: string, platformId: string): void {
    this.known.add(`${account}\n${platformId}`)
    if (this.known.size <= MOST_KNOWN) return
    for (const oldest of this.known.values()) {
      this.known.delete(oldest)
      return
    }
  }

  /** The rows that these echoes prove to be taken, with the platform's ids. */
  async find(channel: Channel, echoes: readonly Echo[]): Promise<{ row: OutboxRow; platformId: string }[]> {
    const { account } = channel
    const news = echoes.filter(({ messageId }) => !this.known.has(`${account}\n${messageId}`))
    if (news.length === 0) return []
    const rows = await this.store.mayBeEchoed(
      news.map(({ person, messageId }) => ({ account, person, platformId: messageId })),
    )
    return rows.flatMap(row => {
      const { platformId } = row
      const echo = news.find(one => one.person === row.person && one.messageId === platformId)
      return echo && isOf(channel, row, echo) ? [{ row, platformId }] : []
    })
  }
}

function isOf({ isEchoOf }: Channel, row: OutboxRow, echo: Echo): boolean {
  if (echo.mark !== null) return echo.mark === row.id
  return isEchoOf?.(JSON.parse(row.request), echo) ?? false
}
