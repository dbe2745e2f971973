import { withoutSecrets } from './text.ts'

/** What a field of a log line may hold; a field that is not here is left out. Whoever adds one says why it is nobody's. */
const FIELDS: { readonly [name: string]: (value: unknown) => unknown } = {
  /** Names of things of this house. */
  account: name,
  channel: name,
  kind: name,
  outcome: name,
  /** Which of several forms a platform used, as words of this house. */
  variant: words,
  check: name,
  by: name,
  state: name,
  job: name,
  instance: name,
  table: name,
  signal: name,
  alert: name,
  unit: text,
  /** Why: written here, though a platform's own words may be in it. */
  reason: text,
  /** Of content, which staff write. */
  file: text,
  message: text,
  line: amount,
  version: hash,
  /** How many, how long, how large. */
  count: amount,
  status: amount,
  code: codeOf,
  attempts: amount,
  waiting: amount,
  sent: amount,
  cap: amount,
  rows: amount,
  host: name,
  seconds: amount,
  ms: amount,
  bytes: amount,
  /** Rows by table. */
  swept: amounts,
  removed: amounts,
  /** What a platform's token service says when it refuses, which has no person in it. */
  body: value => text(JSON.stringify(value) ?? ''),
  at: moment,
  expiresAt: moment,
  until: moment,
}

export const LOG_FIELDS: ReadonlySet<string> = new Set([...Object.keys(FIELDS), 'err'])

/** The field as it may be written, or undefined where it may not. */
export function harmlessField(field: string, value: unknown): unknown {
  if (value === undefined || value === null) return FIELDS[field] ? null : undefined
  return FIELDS[field]?.(value)
}

/** An account's id is the agency's own (`zalo:4000000000000000004`), so its digits stay. */
function name(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  return /^[a-z][\w.:-]{0,80}$/i.test(value) ? value : withoutSecrets(value)
}

function hash(value: unknown): string | undefined {
  return typeof value === 'string' && /^([0-9a-f]{12}|[0-9a-f]{64})$/.test(value) ? value : name(value)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? withoutSecrets(value) : undefined
}

function amount(value: unknown): number | boolean | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

function codeOf(value: unknown): string | number | undefined {
  return typeof value === 'number' ? value : name(value)
}

function amounts(value: unknown): { [table: string]: number } | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}

function words(value: unknown): { [what: string]: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && /^[\w=-]{0,20}$/.test(entry[1]),
    ),
  )
}

/** Epoch milliseconds or a date, as people read it. */
function moment(value: unknown): string | undefined {
  const date = value instanceof Date ? value : typeof value === 'number' ? new Date(value) : null
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined
}
