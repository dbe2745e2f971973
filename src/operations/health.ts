import { Router } from 'express'
import type { Store } from '../store/store.ts'

/** What is known, and why what lies in the content folder is not, where it is refused. */
export type ContentState = {
  version: string
  faults: readonly { file: string; line: number | null; message: string }[]
}

/** Whoever mends a folder full of faults mends these first. */
const MOST_FAULTS = 20

/**
 * `/healthz`: the process answers. `/readyz`: the store takes writes and content is loaded; content with faults does
 * not make a server unready, as it goes on with what was there before, but it is told.
 */
export function healthRoutes(store: Store, content: () => ContentState): Router {
  return Router()
    .get('/healthz', (_, response) => {
      response.json({ status: 'ok' })
    })
    .get('/readyz', async (_, response) => {
      try {
        await store.check()
        const { version, faults } = content()
        response.json({
          status: 'ready',
          content: version,
          ...(faults.length > 0 && { contentFaults: faults.slice(0, MOST_FAULTS) }),
        })
      } catch (error) {
        const message = error instanceof Error ? error.message : 'The store cannot write now.'
        response.status(503).json({ error: { code: 'store_unavailable', message } })
      }
    })
}
