import { type Store, StoreUnavailable } from '../../store/store.ts'
import type { Metrics } from './metrics.ts'

export type Observation = { method: string; seconds: number; error: unknown }

/**
 * The same store, with each call told: what it was, how long it took, and what it failed of (null where it did not). A
 * call's own outcome is not changed.
 */
export function observedStore(store: Store, onCall: (call: Observation) => void): Store {
  const wrapped = new Map<string | symbol, unknown>()
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function' || name === 'onNews') return method
      const known = wrapped.get(name)
      if (known) return known
      const observed = (...args: unknown[]) => {
        const began = performance.now()
        const tell = (error: unknown) =>
          onCall({ method: String(name), seconds: (performance.now() - began) / 1000, error })
        const result: unknown = Reflect.apply(method, target, args)
        if (result instanceof Promise)
          result.then(
            () => tell(null),
            error => tell(error ?? 'unknown'),
          )
        return result
      }
      wrapped.set(name, observed)
      return observed
    },
  })
}

/** Counts what the store's calls cost, and which fail. */
export function callCounter({
  storeErrors,
  storeSeconds,
}: Pick<Metrics, 'storeErrors' | 'storeSeconds'>): (call: Observation) => void {
  return ({ method, seconds, error }) => {
    storeSeconds.observe({ method }, seconds)
    if (error === null) return
    storeErrors.inc({ method, kind: error instanceof StoreUnavailable ? 'unavailable' : 'other' })
  }
}
