import type { Server } from 'node:http'
import { join } from 'node:path'
import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express'
import helmet from 'helmet'
import type { Settings } from '../config.ts'
import type { Log } from '../operations/log.ts'
import { homeRoutes } from './home.ts'

/** How long a request under way may hold up the stop of the server. */
const STOP_WITHIN_MS = 5_000

/**
 * The HTTP surface: the platforms' webhooks, security headers, pictures, the given routes, and an answer to everything
 * else. Webhooks come first, as most calls are theirs and no browser reads the answer.
 */
export function makeApp(
  settings: Settings,
  { webhooks, pages }: { webhooks: readonly Router[]; pages: readonly Router[] },
  log: Log,
  isLeaving: () => boolean = () => false,
): Express {
  const app = express().disable('x-powered-by').set('trust proxy', 'loopback')
  app.use((_request, response, next) => {
    // Whoever keeps a connection open would come back on it to a server that is gone.
    if (isLeaving()) response.set('connection', 'close')
    next()
  })
  for (const route of webhooks) app.use(route)
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
      strictTransportSecurity: settings.publicUrl?.startsWith('https:') ?? false,
    }),
  )
  app.use('/pictures', express.static(join(settings.contentDir, 'pictures'), { maxAge: '1h' }))
  app.use(homeRoutes(settings.zaloSiteVerification))
  for (const route of pages) app.use(route)
  app.use(notFound, failed(log))
  return app
}

export function listen(app: Express, { port, host }: Settings): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, error => (error ? reject(error) : resolve(server)))
  })
}

/** Takes no new request, lets those under way end, and after a few seconds cuts off what does not. */
export async function stopListening(server: Server): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS)
  await new Promise(done => {
    server.close(done)
    server.closeIdleConnections()
  })
  clearTimeout(cutOff)
}

function notFound(_request: Request, response: Response): void {
  const message = 'Không có trang này. Xin mở /chat để trò chuyện.'
  response.status(404).json({ error: { code: 'not_found', message } })
}

/** Never a stack, always a sentence. */
function failed(log: Log) {
  return (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    log.error({ err: error }, 'A request failed')
    if (response.headersSent) return next(error)
    const message = 'Máy chủ gặp lỗi. Xin thử lại sau ít phút.'
    response.status(500).json({ error: { code: 'internal', message } })
  }
}
