import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreUnavailable } from '../store.ts'
import { storeError } from './errors.ts'

const BUSY = 5

/**
 * Makes the folder of the data if need be, and takes it for this process; the function given back lets go of it. Two
 * servers on one folder would free each other's leases and send everything twice.
 *
 * The lock is one that the operating system holds on a file and drops when its holder ends, however it ends, so that
 * nothing has to be cleared up after a kill.
 * Throws `StoreUnavailable` where another process has the folder, or where nobody may write there.
 */
export function takeFolder(folder: string): () => void {
  let lock: DatabaseSync | undefined
  try {
    mkdirSync(folder, { recursive: true })
    lock = new DatabaseSync(join(folder, 'lock'), { timeout: 0 })
    lock.exec('begin exclusive')
  } catch (error) {
    lock?.close()
    throw refusal(folder, error)
  }
  const held = lock
  return () => held.close()
}

function refusal(folder: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if ('errcode' in error && error.errcode === BUSY)
    return new StoreUnavailable(
      `Another process already works on the data in ${folder}. Stop that one first, or set DATA_DIR to a folder of its own for this one.`,
      { cause: error },
    )
  const known = 'syscall' in error || storeError(error) instanceof StoreUnavailable
  return known
    ? new StoreUnavailable(
        `The folder ${folder} cannot be made or written. Let this process write there, or set DATA_DIR to a folder where it may. (${error.message})`,
        { cause: error },
      )
    : error
}
