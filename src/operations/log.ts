import { type DestinationStream, pino } from 'pino'
import { harmlessError } from './log/errors.ts'
import { harmlessField } from './log/fields.ts'

/** Fields, then a sentence that is the same each time; or the sentence alone. */
type Say = {
  (fields: object, sentence: string): void
  (sentence: string): void
}

export type Log = { debug: Say; info: Say; warn: Say; error: Say }

/**
 * Structured logs, one JSON object a line, to standard output. Nothing that a citizen wrote, no platform id of a person
 * and no token gets in: only fields of an allow-list are written (log/fields.ts; the names of others are told as
 * `leftOut`), texts are cut where they look personal or secret, and errors are cut down to kind, code, sentence and
 * place (log/errors.ts).
 */
export function makeLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: null }
  const lines = destination ? pino(options, destination) : pino(options)
  const say =
    (kind: keyof Log): Say =>
    (first: object | string, sentence?: string) => {
      if (!lines.isLevelEnabled(kind)) return
      if (typeof first === 'string') lines[kind]({}, first)
      else lines[kind](harmless(first), sentence ?? '')
    }
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
}

function harmless(fields: object): object {
  const kept: { [field: string]: unknown } = {}
  const leftOut: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'err') kept[name] = harmlessError(value)
    else {
      const allowed = harmlessField(name, value)
      if (allowed === undefined) leftOut.push(name)
      else kept[name] = allowed
    }
  }
  return leftOut.length > 0 ? { ...kept, leftOut } : kept
}
