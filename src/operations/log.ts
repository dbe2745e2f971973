import { pino } from 'pino'

/**
 * Structured logs to standard output. Nothing that a citizen wrote, no platform id and no token ever gets in:
 * callers pass names of things and counts, and errors are cut down to their kind and place.
 */
export function makeLog(level: string) {
  return pino({
    level,
    base: null,
    serializers: {
      err: error =>
        error instanceof SyntaxError
          ? // Its message quotes what could not be read, and that may be a citizen's.
            { name: error.name, stack: error.stack?.split('\n').slice(1).join('\n') }
          : error instanceof Error
            ? { name: error.name, message: error.message, stack: error.stack }
            : String(error),
    },
  })
}

export type Log = ReturnType<typeof makeLog>
