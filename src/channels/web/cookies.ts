import type { Request } from 'express'

/** The value of a cookie as the browser sent it, or null. The first one counts where a name comes twice. */
export function readCookie(req: Request, name: string): string | null {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.split('=')
    if (key?.trim() === name) return decode(value.join('=').trim())
  }
  return null
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}
