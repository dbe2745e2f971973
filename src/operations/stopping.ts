import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from './log.ts'

export type Stoppable = {
  /** From now on the server says that it is not ready, and works on. */
  drain(): void
  /** Takes nothing new, ends what is under way, leaves. */
  close(): Promise<void>
}

/** A stop that takes longer than this is ended hard: a service manager would kill it next, without a word in the log. */
const HARD_AFTER_MS = 30_000

/**
 * Stops the server at SIGTERM or Ctrl+C: it says first that it is not ready, works on for `drainMs` so that a proxy
 * sends elsewhere, then ends what is under way and leaves with exit code 0. A second signal, or 30 seconds, ends it hard
 * with exit code 1: nothing that was acknowledged is lost by that, but a reply just sent may be sent again.
 */
export function stopOnSignals(server: Stoppable, drainMs: number, log: Log): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping)
        return endHard(log, { signal }, 'Told to stop a second time; what is under way is cut off')
      stopping = true
      log.info({ signal }, 'Told to stop; what is under way is ended first')
      setTimeout(() => endHard(log, {}, 'The stop took too long and is cut off'), HARD_AFTER_MS).unref()
      void stop(server, drainMs, log)
    })
}

async function stop(server: Stoppable, drainMs: number, log: Log): Promise<void> {
  try {
    server.drain()
    await pause(drainMs)
    await server.close()
    process.exit(0)
  } catch (error) {
    endHard(log, { err: error }, 'The stop failed; what is under way is cut off')
  }
}

function endHard(log: Log, fields: object, sentence: string): void {
  log.warn(fields, sentence)
  process.exit(1)
}
