import { parentPort } from 'node:worker_threads'
import { post } from './http.ts'
import type { Answers, Calls } from './posting.ts'

/** The thread behind `startPosting`. */
let gathered: Answers = []

parentPort?.on('message', (calls: Calls) => {
  for (const { id, call } of calls)
    void post(call).then(answer => {
      if (gathered.push({ id, answer }) === 1) setImmediate(hand)
    })
})

function hand(): void {
  parentPort?.postMessage(gathered)
  gathered = []
}
