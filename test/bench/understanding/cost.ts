import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'
import { List } from './catalogue.ts'

/** What is to be measured in a process of its own, where nothing else takes memory or has warmed the compiler. */
export const Job = z.object({
  /** `ours`, or a name in PEERS. */
  matcher: z.string(),
  list: List,
  /** Where the learned model is kept; null: nothing is learned, the index alone. */
  modelIn: z.string().nullable(),
  /** So many messages of the development set at most. */
  messages: z.number(),
})
export type Job = z.infer<typeof Job>

const Times = z.object({ median: z.number(), p95: z.number(), p99: z.number(), most: z.number() })

/** Milliseconds a message; milliseconds and megabytes of the index (its heap and the arrays beside it). */
export const Cost = z.object({
  entries: z.number(),
  buildMs: z.number(),
  heapMb: z.number(),
  messages: z.number(),
  /** By an index that has seen no message yet, so whatever is mistyped is mended for the first time. */
  first: Times,
  /** The same messages once more. */
  again: Times,
})
export type Cost = z.infer<typeof Cost>
export type Times = z.infer<typeof Times>

export async function costOf(job: Job): Promise<Cost> {
  const child = fork(join(import.meta.dirname, 'cost-process.ts'), { execArgv: ['--expose-gc'] })
  const stop = () => child.kill('SIGKILL')
  process.once('exit', stop)
  const told = Promise.race([once(child, 'message'), once(child, 'exit')])
  child.send(job)
  const [cost] = await told
  process.off('exit', stop)
  child.kill()
  return Cost.parse(cost)
}
