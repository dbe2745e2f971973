import { Worker } from 'node:worker_threads'
import type { HttpAnswer, HttpCall, Post } from './http.ts'

export type Posting = {
  /** As `post` in http.ts, on another thread. */
  post: Post
  /** Ends the thread; what is under way comes to nothing. */
  close(): Promise<void>
}

/** What the threads tell each other: all of one moment together. */
export type Calls = { id: number; call: HttpCall }[]
export type Answers = { id: number; answer: HttpAnswer }[]

/**
 * Makes HTTP calls on a thread of its own, as each costs as much as taking a message in: those who wait for the answer
 * to their webhook should not wait for what is sent to others. Should the thread end, another one takes its place.
 */
export function startPosting(): Posting {
  const waiting = new Map<number, (answer: HttpAnswer) => void>()
  let gathered: Calls = []
  let lastId = 0
  let thread: Worker | null = null

  function start(): Worker {
    const started = new Worker(new URL('../../thread.js', import.meta.url), {
      workerData: { module: new URL('./posting-thread.ts', import.meta.url).href },
    })
    started.on('message', (answers: Answers) => {
      for (const { id, answer } of answers) settle(id, answer)
    })
    // Its end says the same.
    started.on('error', () => {})
    started.on('exit', () => {
      thread = null
      for (const id of [...waiting.keys()])
        settle(id, { kind: 'failed', reason: 'the sending thread ended', left: true })
    })
    started.unref()
    return started
  }

  function settle(id: number, answer: HttpAnswer): void {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  }

  function hand(): void {
    thread ??= start()
    thread.postMessage(gathered)
    gathered = []
  }

  return {
    post: call =>
      new Promise(resolve => {
        const id = ++lastId
        waiting.set(id, resolve)
        if (gathered.push({ id, call }) === 1) setImmediate(hand)
      }),
    async close() {
      await thread?.terminate()
    },
  }
}
