import type { Request, Response } from 'express'
import { readCookie } from './cookies.ts'

const COOKIE = 'dan_loi_duong_dan'
const ATTRIBUTES = { httpOnly: true, sameSite: 'lax', path: '/chat' } as const
const REMEMBERED_MS = 60 * 60_000

/** Keeps the volunteer's link (`/chat?l=CODE`) until the page calls for the first time. */
export function rememberLink(req: Request, res: Response): void {
  const code = readCode(req.query.l)
  if (code !== null) res.cookie(COOKIE, code, { ...ATTRIBUTES, maxAge: REMEMBERED_MS })
}

/** The link that this person came by and nobody was told of yet, or null. */
export function rememberedLink(req: Request): string | null {
  return readCode(readCookie(req, COOKIE))
}

export function forgetLink(res: Response): void {
  res.clearCookie(COOKIE, ATTRIBUTES)
}

function readCode(value: unknown): string | null {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : null
}
