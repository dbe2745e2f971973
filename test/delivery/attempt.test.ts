import { expect, it } from 'vitest'
import type { Channel, Sent } from '../../src/channels/channel.ts'
import { attempt } from '../../src/delivery/attempt.ts'
import type { OutboxRow } from '../../src/store/records/queues.ts'

function channel(atMost: number | undefined): Channel {
  const sent: Sent = { kind: 'unknown', reason: 'no answer', ...(atMost && { atMost }) }
  return {
    ...{ kind: 'zalo-bot', account: 'zalo-bot:1', freeHours: null },
    render: () => [],
    send: async () => sent,
  }
}

function row(attempts: number): OutboxRow {
  const place = { id: 'c/1/0', conversation: 'c', seq: 1, part: 0 }
  return { ...place, account: 'zalo-bot:1', person: 'p', request: '{}', attempts, expires: 1 }
}

/** What became of a request that nobody answered, and whether it was kept for later. */
async function tried(atMost: number | undefined, attempts: number) {
  const kept: string[] = []
  const sent = await attempt(channel(atMost), row(attempts), {
    onKept: async rows => void kept.push(...rows.map(({ id }) => id)),
    onError: error => {
      throw error
    },
  })
  return { kind: sent.kind, kept }
}

it('says twice and no more what may have arrived, where no echo will tell, and offers it later', async () => {
  expect(await tried(2, 0)).toEqual({ kind: 'unknown', kept: [] })
  expect(await tried(2, 1)).toEqual({ kind: 'dropped', kept: ['c/1/0'] })
})

it('waits for the echo where the platform shows one, however often', async () => {
  expect(await tried(undefined, 5)).toEqual({ kind: 'unknown', kept: [] })
})

it('gives up after a few tries what a channel cannot even read, and never what it could not ask about', async () => {
  const errors: unknown[] = []
  const options = { onError: (error: unknown) => void errors.push(error) }
  const broken = (attempts: number) => attempt(channel(2), { ...row(attempts), request: '{' }, options)
  expect(await broken(4)).toMatchObject({ kind: 'retry' })
  expect(await broken(5)).toMatchObject({ kind: 'dropped', keep: true, fault: true })
  const holdBack = async () => {
    throw new Error('the store is away')
  }
  expect(await attempt(channel(2), row(50), { ...options, holdBack })).toMatchObject({ kind: 'retry' })
  expect(errors).toHaveLength(3)
})
