import { randomUUID } from 'node:crypto'
import { untriedRecord } from '../bot/bare.ts'
import type { Happening } from '../bot/happening.ts'
import type { HandoffRow } from '../store/records/handoff.ts'
import type { Store } from '../store/store.ts'
import { latelyIn } from './lately.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Whom nobody answered is shown for so long, and then only in the transcript. */
const MISSED_FOR_MS = 3 * DAY_MS
const MOST_SHOWN = 200

/** Somebody who waits, or waited in vain, with what was said last. */
export type Waiting = HandoffRow & { lately: string[] }

/** What staff do about people who wait for them, from wherever they work: the dashboard's inbox, or a command. */
export type Desk = {
  /** Those who wait longest first. */
  waiting(): Promise<Waiting[]>
  /**
   * Says this to the person, on their channel. False where the conversation is gone. `by` is who does it, as the house
   * calls them: it is kept for the agency, and the person never reads it.
   */
  staffSays(conversation: string, text: string, by: string): Promise<boolean>
  /** Lets the bot take up again, and the entries of this conversation be done with. */
  handBack(conversation: string, by: string): Promise<boolean>
}

type DeskStore = Pick<Store, 'handoffs' | 'closeHandoff' | 'noteAudit' | 'loadById' | 'messages' | 'commit'>

/**
 * The desk over a store. What staff do comes in through the inbox as everything else does; the server takes it up within
 * a second, also where it is another process.
 */
export function deskOver(store: DeskStore, now: () => number): Desk {
  async function put(conversation: string, what: Happening['what']): Promise<boolean> {
    const [found] = await store.loadById([conversation])
    if (!found) return false
    const { account, person } = found
    const happening: Happening = { account, person, messageId: `desk:${randomUUID()}`, at: now(), what }
    await store.commit([untriedRecord(happening, now())])
    return true
  }

  async function close(id: string, by: string): Promise<void> {
    if (!(await store.closeHandoff({ id, at: now() }))) return
    await store.noteAudit({ id: randomUUID(), staff: by, action: 'closed', target: id, at: now() })
  }

  const listed = () => store.handoffs({ missedSince: now() - MISSED_FOR_MS, limit: MOST_SHOWN })

  return {
    async waiting() {
      const rows = await listed()
      return Promise.all(rows.map(async row => ({ ...row, lately: await latelyIn(store, row.conversation) })))
    },
    staffSays: (conversation, text, by) => put(conversation, { kind: 'staffSpoke', text, deliver: true, by }),
    async handBack(conversation, by) {
      const given = await put(conversation, { kind: 'handedBack', by })
      for (const row of await listed())
        if (row.conversation === conversation && (row.what === 'word' || row.endedAt !== null))
          await close(row.id, by)
      return given
    },
  }
}
