import { createServer } from 'node:http'
import express from 'express'
import type { Arrival, Channel, Door } from '../../src/channels/channel.ts'
import type { TokenPair, TokenStorage, ZaloOptions } from '../../src/channels/zalo/options.ts'
import type { FakeZalo } from '../fakes/zalo.ts'

/** A door that keeps what comes in, and can be told that the store fails. */
export function openDoor() {
  const received: Arrival[] = []
  const counted: string[] = []
  const door: Door & { received: Arrival[]; counted: string[]; broken: boolean } = {
    received,
    counted,
    broken: false,
    async receive(arrivals) {
      if (door.broken) throw new Error('disk full')
      received.push(...arrivals)
    },
    messages: async () => [],
    listen: () => () => {},
    count: what => counted.push(what),
  }
  return door
}

/** Serves a channel on loopback; resolves with its address and how to stop it. */
export async function serve(channel: Channel, door: Door) {
  const server = createServer(express().use(channel.routes(door)))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}

/** Storage in memory, as several processes would share it; `history` holds every pair that was written. */
export function memoryStorage(first: TokenPair | null = null) {
  const storage: TokenStorage & {
    stored: { pair: TokenPair; version: number } | null
    history: TokenPair[]
    failing: boolean
  } = {
    stored: first && { pair: first, version: 1 },
    history: [],
    failing: false,
    async read() {
      if (storage.failing) throw new Error('database is locked')
      return storage.stored
    },
    async write(pair, expectedVersion) {
      if (storage.failing) throw new Error('database is locked')
      if ((storage.stored?.version ?? 0) !== expectedVersion) return false
      storage.stored = { pair, version: expectedVersion + 1 }
      storage.history.push(pair)
      return true
    },
  }
  return storage
}

/** Options for a channel that talks to the fake, and the lines that it logs. */
export function optionsFor(zalo: FakeZalo, storage: TokenStorage = memoryStorage()) {
  const logged: string[] = []
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const options: ZaloOptions = {
    ...zalo.settings,
    publicUrl: 'https://danloi.example.gov.vn',
    storage,
    now: () => zalo.now(),
    log: { info: write, warn: write, error: write },
    timeoutMs: 2_000,
  }
  return { options, logged }
}
