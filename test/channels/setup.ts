import { createServer } from 'node:http'
import express, { type Router } from 'express'
import type { Arrival, Door, Echo } from '../../src/channels/channel.ts'

/** A door that keeps what comes in, and can be told that the store fails. */
export function openDoor() {
  const received: Arrival[] = []
  const counted: string[] = []
  const echoes: Echo[] = []
  const door: Door & { received: Arrival[]; counted: string[]; echoes: Echo[]; broken: boolean } = {
    received,
    counted,
    echoes,
    broken: false,
    async receive(arrivals) {
      if (door.broken) throw new Error('disk full')
      received.push(...arrivals)
    },
    echoed: async own => void echoes.push(...own),
    messages: async () => [],
    listen: () => () => {},
    count: what => counted.push(what),
  }
  return door
}

/** Serves an address of a platform on loopback; resolves with where it is and how to stop it. */
export async function serve(surface: Router) {
  const server = createServer(express().use(surface))
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
