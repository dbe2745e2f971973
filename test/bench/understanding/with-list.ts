import type { Knowledge } from '../../../src/catalogue/knowledge.ts'
import { printTable } from '../../proofs/table.ts'
import { answerTo, measure } from '../../understanding/said/measure.ts'
import { readSaid } from '../../understanding/said/said.ts'
import { MOST_LOST_BY_LIST } from './bounds.ts'
import { QUALITY_HEADINGS, rowOf } from './quality.ts'
import { percent } from './written.ts'

/** Whether what the content has is found as well with a national list beside it. Returns what misses its bound. */
export function measureWithList(without: Knowledge, withList: Knowledge): string[] {
  const dev = readSaid('dev')
  const alone = measure(dev, text => answerTo(without, text))
  const beside = measure(dev, text => answerTo(withList, text))
  const lost = Math.max(alone.first - beside.first, alone.amongThree - beside.amongThree)
  printTable(
    `Understanding: the development set without and with ${withList.listed.procedures.size} names of the official list; at most ${percent(MOST_LOST_BY_LIST)} may be lost`,
    QUALITY_HEADINGS,
    [rowOf('content alone', alone), rowOf('with the list', beside)],
  )
  return lost > MOST_LOST_BY_LIST ? [`with the list ${percent(lost)} fewer are found`] : []
}
