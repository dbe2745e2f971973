import { ZodError } from 'zod'
import { type AccountKind, type AccountSettings, parseSettings } from './account.ts'

/** The lines with which an account is entered, as they stand in `.env` for the first of its kind. */
const FIELDS: { readonly [kind in AccountKind]: { readonly [name: string]: string } } = {
  zalo: {
    ZALO_APP_ID: 'appId',
    ZALO_APP_SECRET: 'appSecret',
    ZALO_OA_ID: 'oaId',
    ZALO_OA_SECRET_KEY: 'oaSecretKey',
    ZALO_REFRESH_TOKEN: 'refreshToken',
    ZALO_OA_CALLS_PER_MINUTE: 'callsPerMinute',
    ZALO_API_URL: 'apiUrl',
    ZALO_OAUTH_URL: 'oauthUrl',
  },
  'zalo-bot': {
    ZALO_BOT_TOKEN: 'token',
    ZALO_BOT_SECRET_TOKEN: 'secretToken',
    ZALO_BOT_MONTHLY_CAP: 'monthlyCap',
    ZALO_BOT_API_URL: 'apiUrl',
  },
  messenger: {
    MESSENGER_APP_ID: 'appId',
    MESSENGER_APP_SECRET: 'appSecret',
    MESSENGER_PAGE_ID: 'pageId',
    MESSENGER_PAGE_TOKEN: 'pageToken',
    MESSENGER_VERIFY_TOKEN: 'verifyToken',
    MESSENGER_CALLS_PER_SECOND: 'callsPerSecond',
    MESSENGER_API_URL: 'apiUrl',
  },
}
const NUMBERS = new Set(['monthlyCap', 'callsPerMinute', 'callsPerSecond'])
const OPTIONAL = new Set(['refreshToken', 'apiUrl', 'oauthUrl', ...NUMBERS])

export function neededNames(kind: AccountKind): string[] {
  return Object.entries(FIELDS[kind]).flatMap(([name, field]) => (OPTIONAL.has(field) ? [] : [name]))
}

/** The account that these lines describe, or what is wrong with them; never a value in it. */
export function readEntry(
  kind: AccountKind,
  lines: { readonly [name: string]: string | undefined },
): AccountSettings | { wrong: string[] } {
  const fields = Object.entries(FIELDS[kind])
  const given = fields.flatMap(([name, field]) => {
    const value = lines[name]?.trim()
    return value ? [[field, NUMBERS.has(field) ? Number(value) : value.replace(/\/+$/, '')] as const] : []
  })
  const missing = neededNames(kind).filter(name => !lines[name]?.trim())
  if (missing.length > 0) return { wrong: missing.map(name => `${name} is missing`) }
  try {
    return parseSettings(kind, Object.fromEntries(given))
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
    const nameOf = (field: unknown) => fields.find(([, one]) => one === field)?.[0] ?? String(field)
    return { wrong: error.issues.map(({ path, message }) => `${nameOf(path[0])}: ${message}`) }
  }
}
