import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Look } from './databases.ts'

/** What a stopped server left in its database. */
export type Ledger = {
  /** How many inbox rows this message has, by their status. */
  inbox(messageId: string): readonly string[]
  inboxRows: number
  /** What each person said and was told, in order, by the platform's id of the person. */
  conversations: ReadonlyMap<string, { said: string[]; unanswered: number; requests: Request[] }>
}

/** One platform request; `platformId` is Zalo's name for the message once the send was marked. */
export type Request = { status: string; platformId: string | null }

const Inbox = z.array(z.object({ id: z.string(), status: z.string() }))
const Outbox = z.array(
  z.object({ person: z.string(), status: z.string(), platformId: z.string().nullable() }),
)
const Messages = z.array(z.object({ person: z.string(), sender: z.string(), body: z.string() }))
const Body = z.object({ text: z.string() })

/** Reads a database; `account` is the channel account that the messages came in on. */
export async function readLedger(look: Look, account: string): Promise<Ledger> {
  const inbox = Inbox.parse(await look('select id, status from inbox'))
  const outbox = Outbox.parse(
    await look(
      `select person, status, platform_id as "platformId" from outbox
       join conversations on conversations.id = outbox.conversation order by seq, part`,
    ),
  )
  const messages = Messages.parse(
    await look(
      `select person, sender, body from messages
       join conversations on conversations.id = messages.conversation order by seq`,
    ),
  )
  return {
    inbox: messageId => {
      const id = hash('sha256', JSON.stringify([account, messageId]), 'hex')
      return inbox.filter(row => row.id === id).map(({ status }) => status)
    },
    inboxRows: inbox.length,
    conversations: new Map(
      [...new Set(messages.map(({ person }) => person))].map(person => {
        const theirs = messages.filter(message => message.person === person)
        return [
          person,
          {
            said: theirs.filter(isSaid).map(({ body }) => Body.parse(JSON.parse(body)).text),
            unanswered: theirs.filter((one, at) => isSaid(one) && isSaid(theirs[at + 1] ?? one)).length,
            requests: outbox.filter(request => request.person === person),
          },
        ]
      }),
    ),
  }
}

function isSaid({ sender }: { sender: string }): boolean {
  return sender === 'person'
}
