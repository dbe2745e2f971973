import type { Memory, Trouble } from './trouble.ts'

const AGAIN_AFTER_MS = 24 * 60 * 60 * 1000
/** A trouble that comes and goes within this time is one trouble, told once. */
const CALM_MS = 5 * 60_000

/** What people are told now. */
export type News = { id: string; subject: string; text: string }

/**
 * Compares what is wrong now with what was known: each trouble is told once, again after a day if it lasts, and its end
 * once it has stayed away for five minutes. Pure; gives back what to tell and what to remember.
 */
export function newsOf(
  troubles: readonly Trouble[],
  memory: Memory,
  now: number,
): { news: News[]; memory: Memory } {
  const news: News[] = []
  const next: Memory = {}
  for (const trouble of troubles) {
    const { id, subject } = trouble
    const known = memory[id] ?? { since: now, seenAt: now, toldAt: null, subject }
    const isDue =
      now - known.since >= (trouble.graceMs ?? 0) &&
      (known.toldAt === null || now - known.toldAt >= AGAIN_AFTER_MS)
    if (isDue) news.push(told(trouble, known, now))
    next[id] = { ...known, subject, seenAt: now, toldAt: isDue ? now : known.toldAt }
  }
  for (const [id, known] of Object.entries(memory)) {
    if (id in next) continue
    if (known.toldAt !== null && now - known.seenAt < CALM_MS) next[id] = known
    else if (known.toldAt !== null) news.push(allClear(id, known))
  }
  return { news, memory: next }
}

function told({ id, subject, text }: Trouble, { since, toldAt }: Memory[string], now: number): News {
  const lasts = toldAt === null ? '' : `It has lasted for ${span(now - since)} now.\n\n`
  return {
    id: `${id}@${since}`,
    subject: toldAt === null ? subject : `Still: ${subject}`,
    text: `${lasts}${text}`,
  }
}

function allClear(id: string, { subject, since, seenAt }: Memory[string]): News {
  const text = `It is over; it lasted for ${span(seenAt - since)}. Nothing needs to be done.`
  return { id: `${id}@${since}:over`, subject: `Over: ${subject}`, text }
}

/** `3 hours`, as far as it matters. */
function span(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  if (minutes < 120) return minutes === 1 ? 'a minute' : `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
