import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Request, Response } from 'express'

/** A page ready to be sent. */
export type Packed = { body: Buffer; zipped: Buffer; etag: string; day: string }

/** Packs a page, or any file; `day` is the day in Vietnam for which it holds. */
export function packed(text: string, day = ''): Packed {
  const body = Buffer.from(text)
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  return { body, zipped: gzipSync(body), etag: `W/"${hash}"`, day }
}

/** Sends a page. Browsers keep it and ask each time whether it still holds: content may change within seconds. */
export function sendPage(req: Request, res: Response, page: Packed): void {
  res.set({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'public, no-cache',
    'content-security-policy': POLICY,
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  sendPacked(req, res, page)
}

/** Sends a page that belongs to one person's errand: nobody keeps it, no search engine lists it. */
export function sendPrivately(req: Request, res: Response, page: Packed): void {
  res.set({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': POLICY.replace("form-action 'none'", "form-action 'self'"),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex',
  })
  sendPacked(req, res, page)
}

/** Sends the shortest form of it that the browser understands; nothing where the browser has it already. */
export function sendPacked(req: Request, res: Response, { body, zipped, etag }: Packed): void {
  res.set({ etag, vary: 'accept-encoding' })
  if (req.fresh) res.status(304).end()
  else if (req.acceptsEncodings('gzip') === 'gzip') res.set('content-encoding', 'gzip').end(zipped)
  else res.end(body)
}

/** No script at all, nothing from elsewhere. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
