import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { modelKeptIn } from '../../../src/library/kept-model.ts'
import { keepModelsIn } from '../../../src/understanding/learned/kept.ts'
import { measureAblation } from './ablation.ts'
import { type List, loadWith } from './catalogue.ts'
import { measureGrowth } from './growth.ts'
import { measureQuality } from './quality.ts'
import { measureSpeed } from './speed.ts'
import { measureWithList } from './with-list.ts'

/** As many names as the national list has, give or take, where there is no list at hand. */
const MADE_UP = 5_500

/**
 * How well and how fast messages are understood, beside general search libraries, in one run. `catalogue` is a national list as
 * `catalogue:import` takes it or keeps it; without one the names are made up. Returns what misses its bound.
 */
export async function measureUnderstanding(catalogue: string | undefined): Promise<string[]> {
  const list: List =
    catalogue === undefined ? { kind: 'synthetic', count: MADE_UP } : { kind: 'file', file: catalogue }
  const modelIn = mkdtempSync(join(tmpdir(), 'dan-loi-bench-'))
  try {
    console.log(
      `\nNational list: ${catalogue ?? `${MADE_UP} names made up for this (--catalogue FILE takes a real one)`}`,
    )
    const missedBySpeed = await measureSpeed(list, modelIn)
    await measureGrowth(modelIn)
    keepModelsIn(modelKeptIn(modelIn))
    const knowledge = loadWith({ kind: 'none' })
    const missedByQuality = await measureQuality(knowledge)
    const missedWithList = measureWithList(knowledge, loadWith(list))
    measureAblation(knowledge)
    return [...missedByQuality, ...missedBySpeed, ...missedWithList]
  } finally {
    rmSync(modelIn, { recursive: true, force: true })
  }
}
