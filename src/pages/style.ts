import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Request, Response } from 'express'
import { packed, sendPacked } from './sending.ts'

/** The pages' stylesheet, read once. Its address holds its hash, so a browser may keep it for ever. */
export function style() {
  const text = readFileSync(join(import.meta.dirname, 'pages.css'), 'utf8')
  const version = createHash('sha256').update(text).digest('base64url').slice(0, 16)
  const file = packed(text)
  return {
    address: `/thu-tuc/assets/${version}/pages.css`,
    serve(req: Request, res: Response): void {
      res.set({
        'content-type': 'text/css; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      })
      sendPacked(req, res, file)
    },
  }
}
