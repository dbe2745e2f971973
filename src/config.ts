import { existsSync } from 'node:fs'
import { z } from 'zod'

export type Settings = {
  port: number
  host: string
  /** Without a slash at the end; null where nobody said. */
  publicUrl: string | null
  dataDir: string
  contentDir: string
  /** Also reads drafts, says so on the page, and counts nothing; see commands/preview.ts. Never set by the environment. */
  preview: boolean
  /** `postgres://…`; null: SQLite in a file under `dataDir`. */
  databaseUrl: string | null
  /** Null: one is made and kept under `dataDir`. */
  secretKey: string | null
  logLevel: string
  metricsToken: string | null
  /** How long the server works on after it was told to stop, saying that it is not ready. */
  drainSeconds: number
  zalo: ZaloSettings | null
  zaloBot: ZaloBotSettings | null
  messenger: MessengerSettings | null
  /** How much leaves at the most; 0 for what the platforms' headers say alone. */
  limits: LimitSettings
  dossiers: { kind: 'sandbox' } | { kind: 'agency'; url: string; key: string } | { kind: 'none' }
  telling: TellingSettings
  /** Who is told what an operator has to know. */
  alerts: { email: string[]; url: string | null; zaloBotChat: string | null }
}

export type LimitSettings = {
  /** Calls of one Zalo app, over all its accounts. */
  zaloAppPerMinute: number
  /** Calls of each Official Account. */
  zaloOaPerMinute: number
  /** Messages of each Page. */
  messengerPerSecond: number
}

/** How people of the house are told things. */
export type TellingSettings = {
  smtpUrl: string | null
  mailFrom: string | null
  /** Signs what is posted to addresses. */
  webhookSecret: string | null
  /** Is told of everybody who asks for staff. */
  handoffUrl: string | null
}

export type ZaloSettings = {
  appId: string
  appSecret: string
  oaId: string
  oaSecretKey: string
  refreshToken: string | null
  apiUrl: string
  oauthUrl: string
}

export type ZaloBotSettings = {
  token: string
  secretToken: string
  /** Messages a calendar month; 0 for no cap. */
  monthlyCap: number
  apiUrl: string
}

export type MessengerSettings = {
  appId: string
  appSecret: string
  pageId: string
  pageToken: string
  verifyToken: string
  /** With its version, `https://graph.facebook.com/v26.0`. */
  apiUrl: string
}

/** What is wrong with the settings, one sentence a line, each saying how to mend it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value)
const text = z.preprocess(blankIsAbsent, z.string().trim().optional())
const address = z.preprocess(
  blankIsAbsent,
  z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://example.gov.vn' })
    .transform(url => url.replace(/\/+$/, ''))
    .optional(),
)

const atMost = (usual: number) =>
  z.preprocess(
    blankIsAbsent,
    z.coerce.number('must be a number of calls, 0 for no limit').int().min(0).default(usual),
  )

const Environment = z.object({
  PORT: z.preprocess(
    blankIsAbsent,
    z.coerce.number('must be a port number, 0 to 65535').int().min(0).max(65_535).default(3000),
  ),
  HOST: text,
  PUBLIC_URL: address,
  DATA_DIR: text,
  CONTENT_DIR: text,
  DATABASE_URL: text,
  SECRET_KEY: z.preprocess(
    blankIsAbsent,
    z.string().min(32, 'must have at least 32 characters; leave it empty to have one made').optional(),
  ),
  LOG_LEVEL: z.preprocess(
    blankIsAbsent,
    z
      .enum(
        ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
        'must be one of trace, debug, info, warn, error, fatal, silent',
      )
      .default('info'),
  ),
  METRICS_TOKEN: text,
  DRAIN_SECONDS: z.preprocess(
    blankIsAbsent,
    z.coerce.number('must be a number of seconds, 0 to 20').min(0).max(20).default(1),
  ),
  ZALO_APP_ID: text,
  ZALO_APP_SECRET: text,
  ZALO_OA_ID: text,
  ZALO_OA_SECRET_KEY: text,
  ZALO_REFRESH_TOKEN: text,
  ZALO_API_URL: address,
  ZALO_OAUTH_URL: address,
  ZALO_APP_CALLS_PER_MINUTE: atMost(4_000),
  ZALO_OA_CALLS_PER_MINUTE: atMost(0),
  MESSENGER_CALLS_PER_SECOND: atMost(300),
  ZALO_BOT_TOKEN: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .trim()
      .regex(/^[\w:.-]+$/, 'must be the token as "Zalo Bot Manager" sent it, without spaces')
      .optional(),
  ),
  ZALO_BOT_SECRET_TOKEN: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{8,256}$/, 'must have 8 to 256 plain characters and no space')
      .optional(),
  ),
  ZALO_BOT_MONTHLY_CAP: z.preprocess(
    blankIsAbsent,
    z.coerce.number('must be a number of messages, 0 for no cap').int().min(0).default(3000),
  ),
  ZALO_BOT_API_URL: address,
  MESSENGER_APP_ID: text,
  MESSENGER_APP_SECRET: text,
  MESSENGER_PAGE_ID: text,
  MESSENGER_PAGE_TOKEN: text,
  MESSENGER_VERIFY_TOKEN: text,
  MESSENGER_API_URL: address,
  DOSSIER_API_URL: text,
  DOSSIER_API_KEY: text,
  SMTP_URL: z.preprocess(
    blankIsAbsent,
    z
      .url({
        protocol: /^smtps?$/,
        error: 'must be an address such as smtps://user:password@mail.example.vn:465',
      })
      .optional(),
  ),
  MAIL_FROM: text,
  ALERT_EMAIL: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .transform(list => list.split(',').map(one => one.trim()))
      .pipe(z.array(z.email('must be e-mail addresses with commas in between')))
      .optional(),
  ),
  ALERT_URL: address,
  ALERT_ZALO_BOT_CHAT: text,
  WEBHOOK_SECRET: text,
  HANDOFF_WEBHOOK_URL: address,
})
type Environment = z.infer<typeof Environment>

/** The settings of this process: its environment, and the `.env` file beside package.json where there is one. */
export function settingsFromHere(): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readSettings(process.env)
}

/** Reads the environment. @throws SettingsError naming what is bad or missing and how to mend it. */
export function readSettings(environment: { [name: string]: string | undefined }): Settings {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success)
    throw new SettingsError(
      parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}.`).join('\n'),
    )
  const env = parsed.data
  if (env.ALERT_EMAIL && !env.SMTP_URL)
    throw new SettingsError('ALERT_EMAIL is set and SMTP_URL is not: name the mail server, or empty both.')
  const zalo = zaloSettings(env)
  const zaloBot = zaloBotSettings(env)
  const messenger = messengerSettings(env)
  return {
    port: env.PORT,
    host: env.HOST ?? '0.0.0.0',
    publicUrl: env.PUBLIC_URL ?? null,
    dataDir: env.DATA_DIR ?? 'data',
    contentDir: env.CONTENT_DIR ?? 'content',
    preview: false,
    databaseUrl: databaseUrl(env),
    secretKey: env.SECRET_KEY ?? null,
    logLevel: env.LOG_LEVEL,
    metricsToken: env.METRICS_TOKEN ?? null,
    drainSeconds: env.DRAIN_SECONDS,
    zalo,
    zaloBot,
    messenger,
    limits: {
      zaloAppPerMinute: env.ZALO_APP_CALLS_PER_MINUTE,
      zaloOaPerMinute: env.ZALO_OA_CALLS_PER_MINUTE,
      messengerPerSecond: env.MESSENGER_CALLS_PER_SECOND,
    },
    dossiers: dossierSettings(env, zalo !== null || zaloBot !== null || messenger !== null),
    telling: {
      smtpUrl: env.SMTP_URL ?? null,
      mailFrom: env.MAIL_FROM ?? null,
      webhookSecret: env.WEBHOOK_SECRET ?? null,
      handoffUrl: env.HANDOFF_WEBHOOK_URL ?? null,
    },
    alerts: {
      email: env.ALERT_EMAIL ?? [],
      url: env.ALERT_URL ?? null,
      zaloBotChat: env.ALERT_ZALO_BOT_CHAT ?? null,
    },
  }
}

/** Instances that share a database share what is sealed in it and the cookies that they sign, so none may make a key. */
function databaseUrl({ DATABASE_URL: url, SECRET_KEY: key }: Environment): string | null {
  if (!url || url.startsWith('sqlite:')) return null
  const { protocol, hostname, pathname } = URL.canParse(url) ? new URL(url) : NOTHING
  if (!/^postgres(ql)?:$/.test(protocol) || hostname === '' || pathname.length < 2)
    throw new SettingsError(
      'DATABASE_URL must be an address such as postgres://danloi:password@db.example.vn:5432/danloi. Leave it empty to keep the data under DATA_DIR.',
    )
  if (!key)
    throw new SettingsError(
      'SECRET_KEY is missing: with DATABASE_URL every instance needs the same one. Make one with "openssl rand -base64 32" and give it to all of them.',
    )
  return url
}

const NOTHING = { protocol: '', hostname: '', pathname: '' }

function zaloSettings(env: Environment): ZaloSettings | null {
  const needed = ['ZALO_APP_ID', 'ZALO_APP_SECRET', 'ZALO_OA_ID', 'ZALO_OA_SECRET_KEY'] as const
  const { ZALO_APP_ID, ZALO_APP_SECRET, ZALO_OA_ID, ZALO_OA_SECRET_KEY } = env
  if (ZALO_APP_ID && ZALO_APP_SECRET && ZALO_OA_ID && ZALO_OA_SECRET_KEY) {
    if (!env.PUBLIC_URL)
      throw new SettingsError(
        'PUBLIC_URL is missing: Zalo needs it to fetch pictures and to reach /webhooks/zalo.',
      )
    return {
      appId: ZALO_APP_ID,
      appSecret: ZALO_APP_SECRET,
      oaId: ZALO_OA_ID,
      oaSecretKey: ZALO_OA_SECRET_KEY,
      refreshToken: env.ZALO_REFRESH_TOKEN ?? null,
      apiUrl: env.ZALO_API_URL ?? 'https://openapi.zalo.me',
      oauthUrl: env.ZALO_OAUTH_URL ?? 'https://oauth.zaloapp.com',
    }
  }
  const missing = needed.filter(name => !env[name])
  if (missing.length < needed.length || env.ZALO_REFRESH_TOKEN)
    throw new SettingsError(
      `Zalo is half set: ${missing.join(', ')} missing. Fill them in, or empty every ZALO_ setting to keep Zalo off.`,
    )
  return null
}

function zaloBotSettings(env: Environment): ZaloBotSettings | null {
  const { ZALO_BOT_TOKEN: token, ZALO_BOT_SECRET_TOKEN: secretToken } = env
  if (!token && !secretToken) return null
  if (!token || !secretToken)
    throw new SettingsError(
      `Zalo Bot is half set: ${token ? 'ZALO_BOT_SECRET_TOKEN' : 'ZALO_BOT_TOKEN'} missing. Fill it in, or empty both to keep Zalo Bot off.`,
    )
  if (!env.PUBLIC_URL)
    throw new SettingsError(
      'PUBLIC_URL is missing: Zalo Bot needs it to fetch pictures and to reach /webhooks/zalo-bot.',
    )
  const apiUrl = env.ZALO_BOT_API_URL ?? 'https://bot-api.zaloplatforms.com'
  return { token, secretToken, monthlyCap: env.ZALO_BOT_MONTHLY_CAP, apiUrl }
}

function messengerSettings(env: Environment): MessengerSettings | null {
  const needed = [
    'MESSENGER_APP_ID',
    'MESSENGER_APP_SECRET',
    'MESSENGER_PAGE_ID',
    'MESSENGER_PAGE_TOKEN',
    'MESSENGER_VERIFY_TOKEN',
  ] as const
  const [appId, appSecret, pageId, pageToken, verifyToken] = needed.map(name => env[name])
  if (appId && appSecret && pageId && pageToken && verifyToken) {
    if (!env.PUBLIC_URL)
      throw new SettingsError(
        'PUBLIC_URL is missing: Meta needs it to fetch pictures and to reach /webhooks/messenger.',
      )
    const apiUrl = env.MESSENGER_API_URL ?? 'https://graph.facebook.com/v26.0'
    return { appId, appSecret, pageId, pageToken, verifyToken, apiUrl }
  }
  const missing = needed.filter(name => !env[name])
  if (missing.length < needed.length)
    throw new SettingsError(
      `Messenger is half set: ${missing.join(', ')} missing. Fill them in, or empty every MESSENGER_ setting to keep Messenger off.`,
    )
  return null
}

/**
 * The settings as they hold beside accounts that commands have added: none of them can do without PUBLIC_URL, and where
 * citizens are, nothing is made up. @throws SettingsError
 */
export function besideAccounts(settings: Settings, added: readonly { id: string }[]): Settings {
  const [first] = added
  if (!first) return settings
  if (settings.publicUrl === null)
    throw new SettingsError(
      `PUBLIC_URL is missing: the platform of ${first.id} needs it to reach this server.`,
    )
  return settings.dossiers.kind === 'sandbox' ? { ...settings, dossiers: { kind: 'none' } } : settings
}

/** Once a real channel is on, the sandbox never answers a citizen (design §8). */
function dossierSettings(
  { DOSSIER_API_URL: url, DOSSIER_API_KEY: key }: Environment,
  realChannel: boolean,
): Settings['dossiers'] {
  if (url === 'sandbox' && realChannel)
    throw new SettingsError(
      'DOSSIER_API_URL is "sandbox" while a real channel is on: made-up answers must never reach a citizen. Empty it, or set the address of your gateway.',
    )
  if (url === 'sandbox') return { kind: 'sandbox' }
  if (!url && !key) return realChannel ? { kind: 'none' } : { kind: 'sandbox' }
  if (!url || !key)
    throw new SettingsError(
      `The look-up of dossiers is half set: ${url ? 'DOSSIER_API_KEY' : 'DOSSIER_API_URL'} is missing.`,
    )
  if (!URL.canParse(url))
    throw new SettingsError(
      'DOSSIER_API_URL must be an address such as https://gateway.example.gov.vn/dossiers.',
    )
  return { kind: 'agency', url, key }
}
