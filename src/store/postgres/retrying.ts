import { setTimeout as pause } from 'node:timers/promises'
import { type Store, StoreUnavailable } from '../store.ts'
import { isCollision } from './errors.ts'

const MOST_TRIES = 5
/** Longer each time and never the same, so that two do not go on standing in each other's way. */
const PAUSE_MS = 10

/**
 * The store, whose methods begin anew where another instance's transaction stood in their way. Each is one transaction,
 * or several of which each may be repeated, so that a failed try has left nothing behind.
 */
export function retrying(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function' || name === 'onNews') return method
      return (...args: unknown[]) => again(() => Reflect.apply(method, target, args))
    },
  })
}

async function again(attempt: () => Promise<unknown>): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!isCollision(error) || tries === MOST_TRIES) throw lastWord(error)
    }
    await pause(tries * PAUSE_MS * (1 + Math.random()))
  }
}

/** Who stands in the way of everybody five times over is worth a look; what breaks a rule of the schema is a fault of ours. */
function lastWord(error: unknown): unknown {
  if (!isCollision(error) || !(error instanceof Error) || error.message.includes('duplicate key'))
    return error
  return new StoreUnavailable(
    `Instances keep standing in each other's way. It will be tried again. (PostgreSQL: ${error.message})`,
    { cause: error },
  )
}
