import { once } from 'node:events'

const ANNOUNCED = /Debugger listening on (ws:\S+)/

/**
 * Makes a Node process that runs with `--inspect` collect all its garbage, as its debugger's "collect garbage" does.
 * What stays resident afterwards is kept by the program, not by the laziness of its collector.
 * @param log what the process wrote to standard error; it names the debugger's address.
 */
export async function collectGarbage(log: string): Promise<void> {
  const address = log.match(ANNOUNCED)?.[1]
  if (address === undefined)
    throw new Error('The process has no debugger: start it with --inspect=127.0.0.1:0')
  const socket = new WebSocket(address)
  await once(socket, 'open')
  const answered = once(socket, 'message')
  socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }))
  await answered
  socket.close()
}
