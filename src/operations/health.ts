import { Router } from 'express'
import type { Store } from '../store/store.ts'
import { type AccountHealth, troublesOf } from './figures/account-troubles.ts'

/** What is known, and why what lies in the content folder is not, where it is refused. */
export type ContentState = {
  version: string
  faults: readonly { file: string; line: number | null; message: string }[]
}

/** Whoever mends a folder full of faults mends these first. */
const MOST_FAULTS = 20

/**
 * `/healthz`: the process answers. `/readyz`: the store takes writes, content is loaded, and nobody told the server to
 * stop; content with faults and accounts that are paused do not make it unready, as all else goes on, but they are told.
 */
export function healthRoutes(
  store: Pick<Store, 'check'>,
  content: () => ContentState,
  isLeaving: () => boolean = () => false,
  accounts: () => readonly AccountHealth[] = () => [],
): Router {
  return Router()
    .get('/healthz', (_, response) => {
      response.json({ status: 'ok' })
    })
    .get('/readyz', async (_, response) => {
      if (isLeaving()) {
        const message = 'This server was told to stop. Send to another one, or wait until it is back.'
        response.status(503).json({ error: { code: 'stopping', message } })
        return
      }
      try {
        await store.check()
        const { version, faults } = content()
        const troubles = troublesOf(accounts())
        response.json({
          status: 'ready',
          content: version,
          ...(faults.length > 0 && { contentFaults: faults.slice(0, MOST_FAULTS) }),
          ...(troubles.length > 0 && { accounts: troubles }),
        })
      } catch (error) {
        const message = error instanceof Error ? error.message : 'The store cannot write now.'
        response.status(503).json({ error: { code: 'store_unavailable', message } })
      }
    })
}
