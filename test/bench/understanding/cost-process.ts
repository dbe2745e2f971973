import type { Knowledge } from '../../../src/catalogue/knowledge.ts'
import { modelKeptIn } from '../../../src/library/kept-model.ts'
import { keepModelsIn } from '../../../src/understanding/learned/kept.ts'
import { buildIndex, NOTHING_EXPECTED, understand } from '../../../src/understanding/understand.ts'
import { readSaid } from '../../understanding/said/said.ts'
import { percentile } from '../load.ts'
import { loadWith } from './catalogue.ts'
import { type Cost, Job, type Times } from './cost.ts'
import { listedIn, namesIn, PEERS, type Peer } from './peers.ts'
import { evenly } from './sample.ts'

/** Answers the one job that cost.ts sends. */
const MEGABYTE = 1024 * 1024
/** A message is timed so often and its shortest time counts: the machine does other things too. */
const ROUNDS = 3
/** What takes a second a message is timed less often. */
const ROUNDS_OF_PEERS = 2
const WARM_UP_MESSAGES = 4

process.once('message', message => {
  measure(Job.parse(message)).then(cost => process.send?.(cost))
})

async function measure({ matcher, list, modelIn, messages }: Job): Promise<Cost> {
  if (modelIn !== null) keepModelsIn(modelKeptIn(modelIn))
  const loaded = loadWith(list)
  const knowledge = modelIn === null ? { ...loaded, voices: [] } : loaded
  const texts = evenly(readSaid('dev'), messages).map(({ text }) => text)
  const entries = [...namesIn(knowledge), ...listedIn(knowledge)]
  const peer = Object.entries<Peer>(PEERS).find(([name]) => name === matcher)?.[1]
  const built = await builtBy(() => (peer ? peer.build(entries) : ours(knowledge)))
  for (const text of peer ? texts.slice(0, WARM_UP_MESSAGES) : texts) await built.read(text)
  const first: number[][] = []
  const again: number[][] = []
  for (let round = 0; round < (peer ? ROUNDS_OF_PEERS : ROUNDS); round++) {
    const read = peer ? built.read : ours({ ...knowledge })
    first.push(await timesOf(texts, read))
    again.push(peer ? (first.at(-1) ?? []) : await timesOf(texts, read))
  }
  return {
    entries: entries.length,
    buildMs: built.buildMs,
    heapMb: built.heapMb,
    messages: texts.length,
    first: spreadOf(first),
    again: spreadOf(again),
  }
}

type Reader = (text: string) => unknown

function ours(knowledge: Knowledge): Reader {
  buildIndex(knowledge)
  return text => understand(knowledge, text, NOTHING_EXPECTED)
}

async function builtBy(build: () => Reader | Promise<Reader>) {
  const before = memory()
  const began = usedMs()
  const read = await build()
  const buildMs = usedMs() - began
  return { read, buildMs, heapMb: (memory() - before) / MEGABYTE }
}

/** What is in use, weights that lie beside the heap among it. */
function memory(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

async function timesOf(texts: readonly string[], read: Reader): Promise<number[]> {
  const times: number[] = []
  for (const text of texts) {
    const began = performance.now()
    const answer = read(text)
    if (answer instanceof Promise) await answer
    times.push(performance.now() - began)
  }
  return times
}

/**
 * What this thread has worked so far: the time that passes on a machine with nothing else to do. Too coarse for single messages on
 * some machines.
 */
function usedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

function spreadOf(rounds: readonly number[][]): Times {
  const [texts = []] = rounds
  const shortest = texts.map((_, at) => Math.min(...rounds.map(times => times[at] ?? 0)))
  const sorted = Float64Array.from(shortest).sort()
  const [median = 0, p95 = 0, p99 = 0, most = 0] = [0.5, 0.95, 0.99, 1].map(share =>
    percentile(sorted, share),
  )
  return { median, p95, p99, most }
}
