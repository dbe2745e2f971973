import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { isFail } from '../catalogue/finding.ts'
import { freezeDeep } from '../catalogue/freeze.ts'
import type { Loaded, LoadOptions } from '../catalogue/load.ts'

/** What is wrong with the content, and where. `line` is null where the whole file is meant. */
export type Fault = { readonly file: string; readonly line: number | null; readonly message: string }

/**
 * As `loadKnowledge`, in a thread of its own that ends with it, or with `signal`; the knowledge is frozen again here. What is learned
 * from it is kept in the folder `modelsIn`.
 */
export async function readAside(
  folder: string,
  options: LoadOptions,
  modelsIn: string,
  signal: AbortSignal,
): Promise<Loaded> {
  const reader = new Worker(new URL('./reader.ts', import.meta.url), {
    workerData: { folder, options, modelsIn },
  })
  try {
    const [loaded]: Loaded[] = await once(reader, 'message', { signal })
    if (!loaded) throw new Error('The content reader ended without a word.')
    return loaded.kind === 'ok' ? { ...loaded, knowledge: freezeDeep(loaded.knowledge) } : loaded
  } finally {
    await reader.terminate()
  }
}

/** The faults among findings, each as it is told to whoever has to mend it. */
export function faultsIn({ findings }: Loaded): Fault[] {
  return findings.filter(isFail).map(({ file, line, message }) => ({ file, line, message }))
}
