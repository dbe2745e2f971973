import { Agent, type IncomingMessage, request } from 'node:http'
import type { SignedCall } from './turns-mix.ts'

/** `refused` holds, for each call that was not answered 200, the status or the error that came instead. */
export type Load = { seconds: number; perSecond: number; refused: string[]; latencies: Float64Array }

const PATH = '/webhooks/zalo'
const TAKEN = '200'

/** Sends all calls as fast as they are answered, over so many connections that stay open. */
export async function flood(url: string, calls: readonly SignedCall[], connections: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latencies = new Float64Array(calls.length)
  const refused: string[] = []
  let next = 0
  const began = performance.now()
  const connection = async () => {
    for (let index = next++; index < calls.length; index = next++) {
      const call = calls[index]
      if (!call) return
      const sent = performance.now()
      const outcome = await outcomeOf(url, agent, call)
      if (outcome !== TAKEN) refused.push(outcome)
      latencies[index] = performance.now() - sent
    }
  }
  await Promise.all(Array.from({ length: connections }, connection))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  return { seconds, perSecond: calls.length / seconds, refused, latencies: latencies.sort() }
}

/**
 * Sends calls at a steady rate, whether or not those before were answered. Latency counts from when a call was
 * due, so that a server that stalls cannot hide it by slowing the sender down. Who runs out of connections waits as well.
 */
export async function trickle(
  url: string,
  calls: readonly SignedCall[],
  perSecond: number,
  connections = 256,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latencies = new Float64Array(calls.length)
  const answers: Promise<void>[] = []
  const refused: string[] = []
  const began = performance.now()
  const send = async (index: number, call: SignedCall) => {
    const due = began + (index * 1000) / perSecond
    const outcome = await outcomeOf(url, agent, call)
    if (outcome !== TAKEN) refused.push(outcome)
    latencies[index] = performance.now() - due
  }
  await new Promise<void>(resolve => {
    const timer = setInterval(() => {
      const due = Math.min(calls.length, Math.floor(((performance.now() - began) * perSecond) / 1000) + 1)
      while (answers.length < due) {
        const call = calls[answers.length]
        if (call) answers.push(send(answers.length, call))
      }
      if (answers.length === calls.length) {
        clearInterval(timer)
        resolve()
      }
    }, 1)
  })
  await Promise.all(answers)
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  return { seconds, perSecond: calls.length / seconds, refused, latencies: latencies.sort() }
}

/** The latency that this share of calls stays within, in milliseconds; `latencies` are in order. */
export function percentile(latencies: Float64Array, share: number): number {
  return latencies[Math.min(latencies.length - 1, Math.ceil(latencies.length * share) - 1)] ?? Number.NaN
}

function outcomeOf(url: string, agent: Agent, { headers, body }: SignedCall): Promise<string> {
  return new Promise(resolve => {
    const call = request(url + PATH, { method: 'POST', agent, headers })
    call.on('error', error => resolve(error.message))
    call.on('response', (answer: IncomingMessage) => {
      answer.on('end', () => resolve(String(answer.statusCode)))
      answer.on('error', error => resolve(error.message))
      answer.resume()
    })
    call.end(body)
  })
}
