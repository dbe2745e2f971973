import type { Request, Response } from 'express'
import type { Assets } from './assets.ts'
import { isShared } from './identity.ts'
import { NOTICES } from './mode.ts'
import type { WebOptions } from './options.ts'
import { page } from './page.ts'

/** `GET /chat`. The page holds nothing of a person, but is never kept: it names the newest scripts. */
export function servePage(options: WebOptions, files: Assets, req: Request, res: Response): void {
  const { mode = 'citizens' } = options
  const shown = page({
    names: options.names(),
    files,
    shared: isShared(req),
    mode,
    notice: NOTICES[mode],
    wiped: req.query.xong === '1',
  })
  res.set({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy(options.publicUrl),
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  res.send(shown)
}

function policy(publicUrl: string | null): string {
  const pictures = publicUrl === null ? "'self'" : `'self' ${new URL(publicUrl).origin}`
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${pictures}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
