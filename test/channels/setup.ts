import { createServer } from 'node:http'
import express, { type Router } from 'express'
import type { Arrival, Door, Echo, OutgoingReply } from '../../src/channels/channel.ts'

export const PUBLIC_URL = 'https://danloi.example.gov.vn'

/** A reply that says nothing yet. */
export const plain: OutgoingReply = {
  text: '',
  choices: [],
  picture: null,
  links: [],
  progress: null,
  working: false,
}

export const hello: OutgoingReply = { ...plain, text: 'Xin chào!' }

export function choice(title: string, secondary = false) {
  return { title, payload: `#dl:${title}`, secondary }
}

/** A log that keeps its lines. */
export function keepLog() {
  const logged: string[] = []
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  return { logged, log: { info: write, warn: write, error: write } }
}

/** A door that keeps what comes in, and can be told that the store fails. */
export function openDoor() {
  const received: Arrival[] = []
  const counted: string[] = []
  const echoes: Echo[] = []
  const door: Door & {
    received: Arrival[]
    counted: string[]
    echoes: Echo[]
    broken: boolean
    /** Forgets what came so far. */
    empty(): void
  } = {
    received,
    counted,
    echoes,
    broken: false,
    empty() {
      received.length = 0
      counted.length = 0
    },
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
