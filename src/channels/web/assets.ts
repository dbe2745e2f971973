import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Request, Response } from 'express'

const SCRIPT = 'text/javascript; charset=utf-8'
const TYPES: { [name: string]: string } = {
  'chat.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'aloud.js': SCRIPT,
  'chat.js': SCRIPT,
  'composer.js': SCRIPT,
  'connection.js': SCRIPT,
  'dom.js': SCRIPT,
  'feed.js': SCRIPT,
  'keep.js': SCRIPT,
  'list.js': SCRIPT,
  'menu.js': SCRIPT,
  'message.js': SCRIPT,
  'net.js': SCRIPT,
  'sending.js': SCRIPT,
  'shared.js': SCRIPT,
}

export type Assets = ReturnType<typeof assets>

/**
 * The page's files, read once. Their addresses hold a hash of them all, so a browser may keep them for ever, and
 * the scripts find each other by plain relative imports.
 */
export function assets() {
  const files = new Map(Object.entries(TYPES).map(([name, type]) => [name, { type, ...read(name) }]))
  const hash = createHash('sha256')
  for (const { body } of files.values()) hash.update(body)
  const version = hash.digest('base64url').slice(0, 16)

  function serve(req: Request, res: Response, next: () => void): void {
    const { version: asked, name } = req.params
    const file = typeof name === 'string' ? files.get(name) : undefined
    if (file === undefined || asked !== version) {
      next()
      return
    }
    res.set({
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `"${version}"`,
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
    })
    if (req.fresh) res.status(304).end()
    else if (req.acceptsEncodings('gzip') === 'gzip') {
      res.set('content-encoding', 'gzip').end(file.zipped)
    } else {
      res.end(file.body)
    }
  }

  return {
    serve,
    address: (name: string) => `/chat/assets/${version}/${name}`,
    scripts: Object.keys(TYPES).filter(name => name.endsWith('.js')),
  }
}

function read(name: string) {
  const body = readFileSync(join(import.meta.dirname, 'assets', name))
  return { body, zipped: gzipSync(body) }
}
