import { Router } from 'express'
import type { Store } from '../store/store.ts'

/** `/healthz`: the process answers. `/readyz`: the store takes writes and the content is loaded. */
export function healthRoutes(store: Store, contentVersion: () => string): Router {
  return Router()
    .get('/healthz', (_, response) => {
      response.json({ status: 'ok' })
    })
    .get('/readyz', async (_, response) => {
      try {
        await store.check()
        response.json({ status: 'ready', content: contentVersion() })
      } catch (error) {
        const message = error instanceof Error ? error.message : 'The store cannot write now.'
        response.status(503).json({ error: { code: 'store_unavailable', message } })
      }
    })
}
