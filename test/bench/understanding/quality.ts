import type { Knowledge } from '../../../src/catalogue/knowledge.ts'
import { printTable } from '../../proofs/table.ts'
import { answerTo, type Measure, measure } from '../../understanding/said/measure.ts'
import { readSaid, type Said } from '../../understanding/said/said.ts'
import { BOUNDS } from './bounds.ts'
import { namesIn, PEERS, type Peer, type Ranker, voicesIn } from './peers.ts'
import { evenly } from './sample.ts'
import { percent } from './written.ts'

const HEADINGS = [
  'by',
  'that mean a topic',
  'right first',
  'among three',
  'certain and wrong',
  'out of scope, certain',
  'ambiguous, asked back',
]
const MUST_BE = ['must be', '', '93 %', '98 %', 'at most 2 %', 'at most 3 %', '85 %']

type Set = { readonly title: string; readonly all: readonly Said[] }

/** How often the right answer is found, by ours and by general search libraries over the same entries. Returns what misses its bound. */
export async function measureQuality(knowledge: Knowledge): Promise<string[]> {
  const sets: Set[] = [
    { title: 'kept aside, never learned from and never tuned on', all: readSaid('kept-aside') },
    { title: 'the development set, which was tuned on', all: readSaid('dev') },
  ]
  const answer = (text: string) => answerTo(knowledge, text)
  const peers = await rowsOfPeers(knowledge, sets)
  for (const [at, { title, all }] of sets.entries())
    printTable(
      `Understanding: what is found of ${all.length} messages (${title}).\n` +
        '    Libraries search what topics are called (names), or also everything that ours learns from (voices); they know no certainty.\n' +
        '    Where a library asks too much time it gets every n-th message only.',
      HEADINGS,
      [
        rowOf('ours', measure(all, answer)),
        rowOf(
          'ours, stories only',
          measure(
            all.filter(({ isStory }) => isStory),
            answer,
          ),
        ),
        ...peers.map(rows => rows[at] ?? []),
        MUST_BE,
      ],
    )
  const dev = measure(readSaid('dev'), answer)
  return BOUNDS.filter(({ holds }) => !holds(dev)).map(({ says }) => `on the development set ${says(dev)}`)
}

/** For each library and what it searches one row a set. */
async function rowsOfPeers(knowledge: Knowledge, sets: readonly Set[]): Promise<string[][][]> {
  const names = namesIn(knowledge)
  const withVoices = [...names, ...voicesIn(knowledge)]
  const rows: string[][][] = []
  for (const [over, entries] of [
    ['names', names],
    ['voices', withVoices],
  ] as const)
    for (const peer of Object.values<Peer>(PEERS)) {
      const most = peer.most[over]
      if (most === 0) continue
      const rank = await peer.build(entries)
      const own: string[][] = []
      for (const { all } of sets) own.push(await rowOfPeer(`${peer.title}, ${over}`, rank, all, most))
      rows.push(own)
    }
  return rows
}

async function rowOfPeer(title: string, rank: Ranker, all: readonly Said[], most: number): Promise<string[]> {
  const asked = evenly(
    all.filter(({ means }) => means === 'topic'),
    most,
  )
  let first = 0
  let amongThree = 0
  for (const { text, right } of asked) {
    const keys = await rank(text)
    if (right.includes(keys[0] ?? '')) first++
    if (keys.some(key => right.includes(key))) amongThree++
  }
  return [
    title,
    `${asked.length}`,
    percent(first / asked.length),
    percent(amongThree / asked.length),
    '–',
    '–',
    '–',
  ]
}

export function rowOf(title: string, measured: Measure): string[] {
  return [
    title,
    `${measured.topics}`,
    percent(measured.first),
    percent(measured.amongThree),
    percent(measured.wronglyCertain),
    `${percent(measured.othersCertain)} of ${measured.others}`,
    `${percent(measured.askedBack)} of ${measured.ambiguous}`,
  ]
}

export { HEADINGS as QUALITY_HEADINGS }
