import { printTable } from '../../proofs/table.ts'
import { costOf } from './cost.ts'
import { PEERS, type PeerName } from './peers.ts'
import { ms } from './written.ts'

const SIZES = [500, 5_000, 50_000]
const MATCHERS: readonly { matcher: 'ours' | PeerName; title: string; messages: number; upTo: number }[] = [
  { matcher: 'ours', title: 'ours', messages: 300, upTo: 50_000 },
  { matcher: 'miniSearch', title: PEERS.miniSearch.title, messages: 30, upTo: 50_000 },
  { matcher: 'miniSearchByTopics', title: PEERS.miniSearchByTopics.title, messages: 100, upTo: 50_000 },
  // Over 50,000 it would take minutes.
  { matcher: 'fuse', title: PEERS.fuse.title, messages: 4, upTo: 5_000 },
]

/** How cost grows with the number of names in the official list. */
export async function measureGrowth(modelIn: string): Promise<void> {
  const rows: (string | number)[][] = []
  for (const { matcher, title, messages, upTo } of MATCHERS)
    for (const count of SIZES.filter(size => size <= upTo)) {
      const cost = await costOf({ matcher, list: { kind: 'synthetic', count }, modelIn, messages })
      rows.push([
        title,
        count,
        ms(cost.first.median),
        ms(cost.first.p99),
        cost.buildMs.toFixed(0),
        cost.heapMb.toFixed(1),
      ])
    }
  printTable(
    'Understanding: cost by the size of the official list, made-up names beside the content; messages read by an index that is new',
    ['by', 'names', 'median ms', 'p99 ms', 'index CPU ms', 'index MB'],
    rows,
  )
}
