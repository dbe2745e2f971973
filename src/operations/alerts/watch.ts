import type { Log } from '../log.ts'
import type { Means, Notice, Tell } from '../telling.ts'
import { type News, newsOf } from './news.ts'
import type { Memory, Trouble } from './trouble.ts'

const LOOK_EVERY_MS = 60_000

/** Where it is kept what people were told, shared by all instances. */
export type MemoryStore = {
  read(): Promise<{ memory: Memory; version: number }>
  /** False where another instance was faster: it tells what there is to tell. */
  write(memory: Memory, version: number): Promise<boolean>
}

export type AlertsOptions = {
  look: () => Promise<Trouble[]>
  memory: MemoryStore
  means: readonly Means[]
  tell: Tell
  now: () => number
  log: Log
  /** How many troubles there are, by their kind. */
  onTroubles: (troubles: readonly Trouble[]) => void
  lookEveryMs?: number
}

export type Alerts = {
  /** One look, and telling what is new. Never rejects. */
  look(): Promise<void>
  stop(): Promise<void>
}

/**
 * Looks every minute for what an operator has to know, writes it to the log, and tells it by all means that are set.
 * What could not be told by any of them is told at the next look.
 */
export function startAlerts(options: AlertsOptions): Alerts {
  const own = memoryHere(options.memory)
  let underWay: Promise<void> | null = null
  const look = () => {
    underWay ??= lookOnce(options, own)
      .catch(error =>
        options.log.error({ err: error }, 'A look for troubles failed; the next one is in a minute'),
      )
      .finally(() => {
        underWay = null
      })
    return underWay
  }
  const looking = setInterval(() => void look(), options.lookEveryMs ?? LOOK_EVERY_MS)
  looking.unref()
  return {
    look,
    async stop() {
      clearInterval(looking)
      await underWay
    },
  }
}

async function lookOnce(options: AlertsOptions, store: MemoryStore): Promise<void> {
  const troubles = await options.look()
  options.onTroubles(troubles)
  const { memory: before, version } = await store.read()
  const { news, memory } = newsOf(troubles, before, options.now())
  if (JSON.stringify(memory) === JSON.stringify(before)) return
  if (!(await store.write(memory, version))) return
  for (const one of news) {
    options.log.warn({ alert: kindOf(one.id), reason: one.subject }, 'Something that an operator has to know')
    if (options.means.length > 0 && !(await tellAll(one, options))) await takeBack(one, before, store)
  }
}

async function tellAll({ id, subject, text }: News, { means, tell, log }: AlertsOptions): Promise<boolean> {
  const notice: Notice = { id, subject: `Dẫn Lối: ${subject}`, text }
  const told = await Promise.all(means.map(to => tell(notice, to)))
  told.forEach((one, index) => {
    if (one.kind !== 'told')
      log.warn({ kind: means[index]?.by, reason: one.reason }, 'An alert did not get through')
  })
  // Where no means will ever work, trying each minute helps nobody.
  return told.some(one => one.kind === 'told') || told.every(one => one.kind === 'never')
}

const MOST_TRIES = 5

/** So that the next look tells it again. Others may have looked and told meanwhile: all else stays as they left it. */
async function takeBack({ id }: News, before: Memory, store: MemoryStore): Promise<void> {
  const [, trouble = '', since] = /^(.*)@(\d+)(?::over)?$/s.exec(id) ?? []
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { memory, version } = await store.read()
    const known = memory[trouble]
    const again = known ? { ...known, toldAt: before[trouble]?.toldAt ?? null } : before[trouble]
    if (!again || again.since !== Number(since)) return
    if (await store.write({ ...memory, [trouble]: again }, version)) return
  }
}

const AWAY = -1

/** The same memory with what this instance knows in front: the database may be what is away. */
function memoryHere(shared: MemoryStore): MemoryStore {
  let known: Memory = {}
  let wasAway = false
  return {
    async read() {
      const read = await shared.read().catch(() => null)
      if (!read) return { memory: known, version: AWAY }
      // What was told meanwhile is not in it.
      return wasAway ? { ...read, memory: { ...known, ...read.memory } } : read
    },
    async write(memory, version) {
      known = memory
      wasAway ||= version === AWAY
      if (version === AWAY) return true
      const isWritten = await shared.write(memory, version).catch(() => null)
      if (isWritten) wasAway = false
      return isWritten ?? true
    },
  }
}

/** `silent:zalo:4` is of the kind `silent`. */
export function kindOf(id: string): string {
  return id.split(/[:@]/)[0] ?? id
}
