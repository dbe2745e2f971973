import { type Adapter, Low } from 'lowdb'
import type { Store } from './store.ts'

/** A JSON value in the store that several processes may change. */
export type Document<T> = {
  /** As it was last read or written here. */
  readonly data: T
  /** Reads what others have written meanwhile. */
  refresh(): Promise<T>
  /**
   * Reads, lets `change` alter the value, writes. Where somebody else was faster it does so again with their
   * value, so `change` must do nothing else. Updates of one document run one after another.
   */
  update(change: (data: T) => void): Promise<T>
}

/** So many in a row are no coincidence. */
const MOST_CONFLICTS = 50

/**
 * Opens the document of that name; `initial` is its value until the first update. `parse` checks what the
 * store holds and throws where it is not a `T`.
 */
export async function openDocument<T extends object>(
  store: Pick<Store, 'getDocument' | 'putDocument'>,
  name: string,
  initial: T,
  parse: (json: unknown) => T,
): Promise<Document<T>> {
  const low = new Low<T>(new StoreAdapter(store, name, parse), structuredClone(initial))
  await low.read()
  let last: Promise<unknown> = Promise.resolve()

  async function updateNow(change: (data: T) => void): Promise<T> {
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
      await low.read()
      const before = low.data
      low.data = structuredClone(before)
      try {
        await low.update(change)
        return low.data
      } catch (error) {
        low.data = before
        if (!(error instanceof Conflict)) throw error
      }
    }
    throw new Error(`The document ${name} changed ${MOST_CONFLICTS} times while it was being updated.`)
  }

  return {
    get data() {
      return low.data
    },
    async refresh() {
      await low.read()
      return low.data
    },
    update(change) {
      const updated = last.then(() => updateNow(change))
      last = updated.catch(() => {})
      return updated
    },
  }
}

class Conflict extends Error {}

/** lowdb's way to the store: it writes only over the version that it read. */
class StoreAdapter<T> implements Adapter<T> {
  readonly #store: Pick<Store, 'getDocument' | 'putDocument'>
  readonly #name: string
  readonly #parse: (json: unknown) => T
  #version = 0

  constructor(store: Pick<Store, 'getDocument' | 'putDocument'>, name: string, parse: (json: unknown) => T) {
    this.#store = store
    this.#name = name
    this.#parse = parse
  }

  async read(): Promise<T | null> {
    const document = await this.#store.getDocument(this.#name)
    this.#version = document?.version ?? 0
    return document && this.#parse(JSON.parse(document.body))
  }

  async write(data: T): Promise<void> {
    if (!(await this.#store.putDocument(this.#name, JSON.stringify(data), this.#version)))
      throw new Conflict()
    this.#version += 1
  }
}
