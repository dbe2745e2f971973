import type { Door, Message } from '../channel.ts'

/**
 * What came after a message that the page has already. `reset`: that message is gone and nothing follows it, so
 * the transcript was erased and the page must start from nothing.
 */
export async function newMessages(
  door: Door,
  person: string,
  after: number,
): Promise<{ messages: Message[]; reset: boolean }> {
  if (after === 0) return { messages: await door.messages(person, 0), reset: false }
  // One more than asked for: whether the last known one still stands costs no second query.
  const found = await door.messages(person, after - 1)
  return { messages: found.filter(message => message.seq > after), reset: found.length === 0 }
}
