import { SealBroken, seal, unseal } from './seal.ts'
import type { Store } from './store.ts'

/**
 * A JSON value under a name, sealed at rest with the installation's key, written by compare-and-swap. `pair` is null where
 * it was sealed with another key: it stays as it is until somebody writes over it.
 */
export function tokenStorage<Pair>(
  store: Pick<Store, 'getDocument' | 'putDocument'>,
  name: string,
  key: string,
  parse: (json: unknown) => Pair,
) {
  return {
    async read(): Promise<{ pair: Pair | null; version: number } | null> {
      const found = await store.getDocument(name)
      return found && { pair: opened(found.body, key, parse), version: found.version }
    },
    write: (pair: Pair, expectedVersion: number): Promise<boolean> =>
      store.putDocument(name, seal(key, JSON.stringify(pair)), expectedVersion),
  }
}

function opened<Pair>(sealed: string, key: string, parse: (json: unknown) => Pair): Pair | null {
  try {
    return parse(JSON.parse(unseal(key, sealed)))
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
