import { randomUUID } from 'node:crypto'
import type { Happening } from '../bot/happening.ts'
import { bareRecord } from '../bot/record.ts'
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
  /** Says this to the person, on their channel. False where the conversation is gone. */
  staffSays(conversation: string, text: string): Promise<boolean>
  /** Lets the bot take up again, and the entries of this conversation be done with. */
  handBack(conversation: string): Promise<boolean>
}

type DeskStore = Pick<Store, 'handoffs' | 'closeHandoff' | 'loadById' | 'messages' | 'commit'>

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
    await store.commit([bareRecord(happening, now(), 0, now(), 'staff')])
    return true
  }

  const listed = () => store.handoffs({ missedSince: now() - MISSED_FOR_MS, limit: MOST_SHOWN })

  return {
    async waiting() {
      const rows = await listed()
      return Promise.all(rows.map(async row => ({ ...row, lately: await latelyIn(store, row.conversation) })))
    },
    staffSays: (conversation, text) => put(conversation, { kind: 'staffSpoke', text, deliver: true }),
    async handBack(conversation) {
      const given = await put(conversation, { kind: 'handedBack' })
      for (const row of await listed())
        if (row.conversation === conversation && (row.what === 'word' || row.endedAt !== null))
          await store.closeHandoff({ id: row.id, at: now() })
      return given
    },
  }
}
