import type { NextFunction, Request, Response } from 'express'
import { Refusal } from './refusal.ts'

/**
 * Lets through what this page calls, and programs that are no browser. A browser names the page that calls in
 * `Origin`; behind a proxy the host seen here may be another than the public one, so either will do.
 */
export function sameSiteOnly(publicUrl: string | null) {
  const publicHost = publicUrl === null ? null : hostOf(publicUrl)
  return (req: Request, res: Response, next: NextFunction) => {
    res.set('cache-control', 'no-store')
    const origin = req.get('origin')
    if (origin !== undefined) {
      const host = hostOf(origin)
      if (host === null || (host !== req.get('host') && host !== publicHost)) throw new Refusal('cross_site')
    }
    if (req.get('sec-fetch-site') === 'cross-site') throw new Refusal('cross_site')
    // Express answers HEAD by running GET, which would greet nobody or hold a stream open.
    if (req.method === 'HEAD') return res.end()
    next()
  }
}

function hostOf(address: string): string | null {
  try {
    return new URL(address).host || null
  } catch {
    return null
  }
}
