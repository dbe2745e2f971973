import { printTable } from '../../proofs/table.ts'
import { COST_BOUNDS } from './bounds.ts'
import type { List } from './catalogue.ts'
import { type Cost, costOf, type Times } from './cost.ts'
import { PEERS, type PeerName } from './peers.ts'
import { ms } from './written.ts'

/** How many messages each is asked: what takes a second for one gets few. */
const ASKED: readonly { peer: PeerName; messages: number }[] = [
  { peer: 'fuse', messages: 5 },
  { peer: 'fuseByWords', messages: 20 },
  { peer: 'miniSearch', messages: 100 },
  { peer: 'miniSearchByTopics', messages: 200 },
  { peer: 'orama', messages: 60 },
]
const ALL = 100_000

/** What a message and the index cost over the content and a national list. Returns what misses its bound. */
export async function measureSpeed(list: List, modelIn: string): Promise<string[]> {
  const job = { matcher: 'ours', list, modelIn, messages: ALL }
  const learning = await costOf({ ...job, messages: 1 })
  const ours = await costOf(job)
  const alone = await costOf({ ...job, modelIn: null, messages: 1 })
  const peers: [string, Cost][] = []
  for (const { peer, messages } of ASKED)
    peers.push([PEERS[peer].title, await costOf({ ...job, matcher: peer, messages })])
  printTable(
    `Understanding: milliseconds a message of the development set, in one thread, warm (the shortest of some rounds), over ${ours.entries} names and phrasings`,
    ['by', 'messages', 'median', 'p95', 'p99', 'most'],
    [
      ['ours, by an index that is new', ours.messages, ...times(ours.first)],
      ['ours, the same messages once more', ours.messages, ...times(ours.again)],
      ...peers.map(([title, cost]) => [title, cost.messages, ...times(cost.first)]),
      ['must be', '', 'at most 0.5', '', 'at most 3', ''],
    ],
  )
  printTable(
    'Understanding: the index over the same, made once in a new process: its thread’s work, and what stays in memory',
    ['by', 'CPU ms', 'MB'],
    [
      ['ours, the learned model kept from before', ...index(ours)],
      ['ours, learning too', ...index(learning)],
      ['ours, without anything learned', ...index(alone)],
      ...peers.map(([title, cost]) => [title, ...index(cost)]),
      ['must be', 'at most 400', 'at most 60'],
    ],
  )
  return COST_BOUNDS.filter(({ holds }) => !holds(ours)).map(({ says }) => says(ours))
}

function times({ median, p95, p99, most }: Times): string[] {
  return [median, p95, p99, most].map(ms)
}

function index({ buildMs, heapMb }: Cost): string[] {
  return [buildMs.toFixed(0), heapMb.toFixed(1)]
}
