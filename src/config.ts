import { existsSync } from 'node:fs'
import type { MessengerAccount } from './accounts/messenger.ts'
import type { ZaloAccount } from './accounts/zalo.ts'
import type { ZaloBotAccount } from './accounts/zalo-bot.ts'
import { messengerSettings, zaloBotSettings, zaloSettings } from './config/channels.ts'
import { Environment, SettingsError } from './config/environment.ts'

export { SettingsError }

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
  /** The accounts that the environment names; commands add others (accounts/register.ts). */
  zalo: ZaloAccount | null
  zaloBot: ZaloBotAccount | null
  messenger: MessengerAccount | null
  /** Zalo's word for the domain of PUBLIC_URL; null where the proxy shows it, or nobody asked. */
  zaloSiteVerification: string | null
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
    zaloSiteVerification: env.ZALO_SITE_VERIFICATION ?? null,
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
      'SECRET_KEY is missing: with DATABASE_URL every instance needs the same one. Take what is in DATA_DIR/secret-key if there is data already, else make one with "openssl rand -base64 32", and give it to all of them.',
    )
  return url
}

const NOTHING = { protocol: '', hostname: '', pathname: '' }

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
