import { z } from 'zod'

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

/** Every setting as it may be written; what it means is said in .env.example. */
export const Environment = z.object({
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
  ZALO_SITE_VERIFICATION: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .trim()
      .regex(
        /^[\w-]{10,100}$/,
        'must be the word alone that stands as "content" in the tag zalo-platform-site-verification',
      )
      .optional(),
  ),
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
export type Environment = z.infer<typeof Environment>
