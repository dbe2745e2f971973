import { parentPort, workerData } from 'node:worker_threads'
import { openSqliteStore } from './sqlite/open.ts'
import type { Opened, StoreAnswer, StoreCall } from './threaded.ts'

/** The thread behind `openThreadedStore`. */
const port = parentPort
if (!port) throw new Error('This file is a thread of src/store/threaded.ts.')

try {
  const store = await openSqliteStore(String(workerData.file))
  port.on('message', ({ id, method, args }: StoreCall) => {
    const answer = (told: StoreAnswer) => port.postMessage(told)
    const value: Promise<unknown> = Reflect.apply(store[method], store, args)
    value.then(
      result => answer({ id, value: result }),
      (error: unknown) => answer({ id, error: tell(error) }),
    )
  })
  opened(null)
} catch (error) {
  opened(tell(error))
}

function opened(error: Opened['error']): void {
  const told: Opened = { error }
  port?.postMessage(told)
}

function tell(error: unknown) {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return { name, message, stack }
}
