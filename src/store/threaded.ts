import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Store, StoreUnavailable } from './store.ts'

/** What the threads tell each other. An error is told by its name, so that `StoreUnavailable` stays one. */
export type StoreCall = { id: number; method: keyof Store; args: readonly unknown[] }
export type StoreAnswer = { id: number } & ({ value: unknown } | { error: Told })
type Told = { name: string; message: string; stack: string | undefined }

/** Its memory is for short-lived rows: more than this gains nothing (measured). */
const YOUNG_MB = 8

/**
 * Opens the SQLite store of this file on a thread of its own, where waiting for the disk keeps nobody else waiting.
 * Throws what `openSqliteStore` throws.
 */
export async function openThreadedStore(file: string): Promise<Store> {
  const thread = new Worker(new URL('../thread.js', import.meta.url), {
    workerData: { module: new URL('./store-thread.ts', import.meta.url).href, file },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const [opened]: Opened[] = await once(thread, 'message')
  if (opened?.error) throw errorOf(opened.error)
  return storeBehind(thread)
}

/** Who waits for an answer. It is of the type that the port says, for the thread runs the same code. */
type Waiting = { resolve(value: unknown): void; reject(error: Error): void }

/** The first message of the thread. */
export type Opened = { error: Told | null }

function storeBehind(thread: Worker): Store {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended = false
  thread.on('message', (answer: StoreAnswer) => {
    const call = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('error' in answer) call?.reject(errorOf(answer.error))
    else call?.resolve(answer.value)
  })
  // Its end says the same.
  thread.on('error', () => {})
  thread.on('exit', () => {
    ended = true
    for (const { reject } of waiting.values()) reject(gone())
  })

  function call<T>(method: keyof Store, ...args: unknown[]): Promise<T> {
    return new Promise((resolve, reject) => {
      if (ended) return reject(gone())
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      const message: StoreCall = { id, method, args }
      thread.postMessage(message)
    })
  }

  return {
    load: keys =>
      call(
        'load',
        keys.map(({ account, person }) => ({ account, person })),
      ),
    loadById: ids => call('loadById', ids),
    commit: turns => call('commit', turns),
    claimInbox: claim => call('claimInbox', claim),
    settleInbox: settlements => call('settleInbox', settlements),
    claimOutbox: claim => call('claimOutbox', claim),
    settleOutbox: settlements => call('settleOutbox', settlements),
    claimJobs: claim => call('claimJobs', claim),
    retryJob: (id, notBefore, reason, leasedUntil) => call('retryJob', id, notBefore, reason, leasedUntil),
    dropJob: (id, leasedUntil) => call('dropJob', id, leasedUntil),
    meet: me => call('meet', me),
    leave: id => call('leave', id),
    shutLimit: limit => call('shutLimit', limit),
    releaseLeases: () => call('releaseLeases'),
    messages: query => call('messages', query),
    pendingOutbox: ids => call('pendingOutbox', ids),
    handoffs: query => call('handoffs', query),
    closeHandoff: close => call('closeHandoff', close),
    noteAudit: entry => call('noteAudit', entry),
    audit: query => call('audit', query),
    slip: query => call('slip', query),
    keptOf: conversation => call('keptOf', conversation),
    openOwnPage: page => call('openOwnPage', page),
    ownPageBrowser: id => call('ownPageBrowser', id),
    visitCounts: query => call('visitCounts', query),
    eventCounts: query => call('eventCounts', query),
    getDocument: name => call('getDocument', name),
    putDocument: (name, body, expected) => call('putDocument', name, body, expected),
    seedAccounts: accounts => call('seedAccounts', accounts),
    accounts: () => call('accounts'),
    putAccount: account => call('putAccount', account),
    removeAccount: (id, at) => call('removeAccount', id, at),
    pauseAccount: (id, pause) => call('pauseAccount', id, pause),
    resumeAccount: (id, by) => call('resumeAccount', id, by),
    hurryOutbox: (account, now) => call('hurryOutbox', account, now),
    mayBeEchoed: echoes => call('mayBeEchoed', echoes),
    overdueOutbox: query => call('overdueOutbox', query),
    bringForward: now => call('bringForward', now),
    sweep: (now, keep) => call('sweep', now, keep),
    people: query => call('people', query),
    forgetPeople: these => call('forgetPeople', these),
    removals: since => call('removals', since),
    oldest: () => call('oldest'),
    onNews: () => () => {},
    countArrivals: counts => call('countArrivals', counts),
    arrivals: (sinceHour, only) => call('arrivals', sinceHour, only),
    check: () => call('check'),
    backlog: now => call('backlog', now),
    async close() {
      await call('close')
      await thread.terminate()
    },
  }
}

function errorOf({ name, message, stack }: Told): Error {
  const error = name === 'StoreUnavailable' ? new StoreUnavailable(message) : new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}

function gone(): StoreUnavailable {
  return new StoreUnavailable('The thread of the database has ended. Start the server again.')
}
