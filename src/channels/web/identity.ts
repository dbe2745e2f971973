import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import { readCookie } from './cookies.ts'
import { isPractice } from './mode.ts'
import type { WebOptions } from './options.ts'

/** A shared computer forgets whoever did nothing for so long; the page itself does so a little earlier. */
export const SHARED_IDLE_MS = 6 * 60_000

const YEAR_MS = 365 * 24 * 60 * 60_000
const OWN = 'dan_loi'
const SHARED = 'dan_loi_chung'
const PRACTICE = 'dan_loi_luyen_tap'

/** Who a request comes from. */
export type Visitor = {
  /** A random id; the only thing the web chat knows of anybody. */
  person: string
  /** True where no valid cookie came, so that this id was made just now. */
  isNew: boolean
  shared: boolean
  /** Whoever left the shared computer without erasing; their data has to go. */
  leftBehind: string | null
  /** True where a cookie came that this server never wrote. */
  forged: boolean
}

/**
 * Tells people apart by a random id in a signed cookie. On a shared computer (`?shared=1`) the cookie has a name
 * of its own, ends with the browser, and carries when it was last used.
 */
export function identity({
  secretKey,
  publicUrl,
  now,
  mode,
}: Pick<WebOptions, 'secretKey' | 'publicUrl' | 'now' | 'mode'>) {
  // Whoever practises is somebody else than the citizen that they may be in the same browser.
  const own = mode === 'practice' ? PRACTICE : OWN
  const secure = publicUrl?.startsWith('https:') ?? false

  function sign(content: string): string {
    const mac = createHmac('sha256', secretKey).update(`web-chat:${content}`).digest('base64url')
    return `${content}.${mac}`
  }

  /** The signed content, or null for anything that this server did not sign. */
  function open(value: string): string[] | null {
    const dot = value.lastIndexOf('.')
    if (dot < 0) return null
    const expected = Buffer.from(sign(value.slice(0, dot)))
    const given = Buffer.from(value)
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null
    return value.slice(0, dot).split('.')
  }

  function recognise(req: Request): Visitor {
    const shared = isShared(req)
    const cookie = readCookie(req, shared ? SHARED : own)
    const parts = cookie === null ? null : open(cookie)
    const [mode, person, seen] = parts ?? []
    if (person === undefined || mode !== (shared ? 's' : 'o')) {
      return { person: newPerson(), isNew: true, shared, leftBehind: null, forged: cookie !== null }
    }
    if (shared && now() - Number.parseInt(seen ?? '0', 36) > SHARED_IDLE_MS) {
      return { person: newPerson(), isNew: true, shared, leftBehind: person, forged: false }
    }
    return { person, isNew: false, shared, leftBehind: null, forged: false }
  }

  /** Lets the browser keep who it is: once for a year, on a shared computer again with every call. */
  function keep(res: Response, visitor: Visitor): void {
    if (visitor.shared) {
      res.cookie(SHARED, sign(`s.${visitor.person}.${now().toString(36)}`), attributes(secure))
    } else if (visitor.isNew) {
      res.cookie(own, sign(`o.${visitor.person}`), { ...attributes(secure), maxAge: YEAR_MS })
    }
  }

  function forget(res: Response, visitor: Visitor): void {
    res.clearCookie(visitor.shared ? SHARED : own, attributes(secure))
  }

  return { recognise, keep, forget }
}

/** Whether the page was opened as one that several people use after another; who practises leaves nothing to wipe. */
export function isShared(req: Request): boolean {
  return req.query.shared === '1' && !isPractice(req)
}

function attributes(secure: boolean) {
  return { httpOnly: true, sameSite: 'lax', secure, path: '/chat' } as const
}

function newPerson(): string {
  return randomBytes(16).toString('base64url')
}
