import { seal, unseal } from './seal.ts'
import type { Store } from './store.ts'

/** A JSON value under a name, sealed at rest with the installation's key, written by compare-and-swap. */
export function tokenStorage<Pair>(store: Store, name: string, key: string) {
  return {
    async read(): Promise<{ pair: Pair; version: number } | null> {
      const found = await store.getDocument(name)
      return found && { pair: JSON.parse(unseal(key, found.body)), version: found.version }
    },
    write: (pair: Pair, expectedVersion: number): Promise<boolean> =>
      store.putDocument(name, seal(key, JSON.stringify(pair)), expectedVersion),
  }
}
