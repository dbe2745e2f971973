import type { TurnRecord } from '../store/records/turn.ts'
import type { Happening } from './happening.ts'
import type { Finishes } from './lines.ts'

const FIRST_RETRY_MS = 2_000

/** The bare row of a turn that failed: what was received is kept, and a worker tries again. */
export function failedRecord(
  happening: Happening,
  finishes: Finishes,
  error: unknown,
  now: number,
): TurnRecord {
  const attempts = (finishes.attempts ?? 0) + 1
  const notBefore = now + FIRST_RETRY_MS * 2 ** (attempts - 1)
  const reason = error instanceof Error ? error.name : 'unknown'
  return bare(happening, finishes, now, { attempts, notBefore, reason })
}

/** The bare row of what came while too much waited: its first turn is a worker's. */
export function untriedRecord(happening: Happening, now: number): TurnRecord {
  return bare(happening, {}, now, { attempts: 0, notBefore: now, reason: null })
}

type Trying = { attempts: number; notBefore: number; reason: string | null }

function bare(happening: Happening, finishes: Finishes, now: number, trying: Trying): TurnRecord {
  const { account, person, messageId } = happening
  const body = JSON.stringify(happening)
  return {
    inbox: {
      ...{ account, person, messageId, receivedAt: now, claimed: finishes.claimed ?? null },
      ...{ status: 'pending', body, ...trying },
    },
    job: finishes.job ?? null,
    change: null,
  }
}
