import { z } from 'zod'
import { succeed } from '../../../src/catalogue/import/compare.ts'
import { readListFile } from '../../../src/catalogue/import/list-file.ts'
import type { Stored } from '../../../src/catalogue/import/stored.ts'
import type { Knowledge } from '../../../src/catalogue/knowledge.ts'
import { loadKnowledge } from '../../../src/catalogue/load.ts'
import { syntheticList } from './synthetic-names.ts'

/** The official list beside the content: none, one from a file (as `catalogue:import` takes or keeps it), or made up. */
export const List = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('file'), file: z.string() }),
  z.object({ kind: z.literal('synthetic'), count: z.number() }),
])
export type List = z.infer<typeof List>

/** The repository's content with a list beside it. */
export function loadWith(list: List): Knowledge {
  const loaded = loadKnowledge('content', {
    abilities: { 'bot.tra-cuu': 'khong' },
    ...(list.kind !== 'none' && { imported: importedFrom(list) }),
  })
  if (loaded.kind === 'faults') throw new Error('The content cannot be read; see npm run content:lint.')
  return loaded.knowledge
}

function importedFrom(list: Exclude<List, { kind: 'none' }>): string | Stored {
  if (list.kind === 'file' && list.file.endsWith('.json')) return list.file
  const procedures = list.kind === 'file' ? readListFile(list.file).procedures : syntheticList(list.count)
  return { kind: 'ok', list: succeed(null, procedures, '2000-01-01'), text: JSON.stringify(list) }
}
