import { setTimeout as pause } from 'node:timers/promises'
import type { Curation } from '../catalogue/curation.ts'
import type { Finding } from '../catalogue/finding.ts'
import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Loaded } from '../catalogue/load.ts'
import { Loop } from '../delivery/loop.ts'
import { type Fault, faultsIn } from './reading.ts'

/** A change is live this much later at the most, plus what follows. */
const LOOK_EVERY_MS = 2_000
/** Who saves several files, or a large one slowly, has this long between two writes. */
const SETTLED_AFTER_MS = 700

export type LibraryOptions = {
  first: Knowledge
  /** What the folder looked like, and what staff had added, when `first` was about to be read. */
  firstLook: string
  firstCuration: Curation
  /** Changes whenever anything in the content folder does; see operations/appearance.ts. */
  look: () => Promise<string>
  /** What staff added on top, as it stands now. */
  curation: () => Promise<Curation>
  /** `signal` ends it early. */
  read: (curation: Curation, signal: AbortSignal) => Promise<Loaded>
  /** What this installation holds against sound content; null where nothing. */
  objection: (knowledge: Knowledge) => Fault | null
  /** Before anybody is answered from it. */
  prepare: (knowledge: Knowledge) => void
  /** The first time that a fault is seen; again only after it was gone. */
  onFault: (fault: Fault) => void
  /**
   * After each reading: what was found in content that is new (null where none is), and the faults for which what
   * lies in the folder is refused.
   */
  onRead: (found: readonly Finding[] | null, faults: readonly Fault[]) => void
  onError: (error: unknown) => void
  lookEveryMs?: number
  settledAfterMs?: number
}

/**
 * Where everybody asks for what the bot knows now. It looks at the content folder every two seconds, reads what has
 * changed and settled, and puts it in the place of what was known; content with faults is refused, and what was known
 * stays. Whoever has taken a snapshot keeps it: a turn ends on what it began with.
 */
export class Library {
  readonly #options: LibraryOptions
  #knowledge: Knowledge
  #faults: readonly Fault[] = []
  #read: string
  #curation: string
  #onNew: (knowledge: Knowledge) => void = () => {}
  #loop: Loop | null = null
  readonly #closing = new AbortController()

  constructor(options: LibraryOptions) {
    this.#options = options
    this.#knowledge = options.first
    this.#read = options.firstLook
    this.#curation = JSON.stringify(options.firstCuration)
  }

  get knowledge(): Knowledge {
    return this.#knowledge
  }

  /** Why what lies in the folder now is not what the bot says; empty where it is. */
  get faults(): readonly Fault[] {
    return this.#faults
  }

  /** Looks from now on; `onNew` hears of each new snapshot. */
  open(onNew: (knowledge: Knowledge) => void): void {
    this.#onNew = onNew
    const { lookEveryMs = LOOK_EVERY_MS, onError } = this.#options
    this.#loop = new Loop(() => this.#lookUnlessClosed(), lookEveryMs, onError)
  }

  /** Looks no more, and breaks off what is being read. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#loop?.stop()
  }

  async #lookUnlessClosed(): Promise<boolean> {
    try {
      return await this.#lookAgain(this.#closing.signal)
    } catch (error) {
      if (this.#closing.signal.aborted) return false
      throw error
    }
  }

  /** Resolves with whether to look again at once: whoever was seen writing may still be writing. */
  async #lookAgain(signal: AbortSignal): Promise<boolean> {
    const { look, curation, read, settledAfterMs = SETTLED_AFTER_MS } = this.#options
    const additions = await curation()
    const added = JSON.stringify(additions)
    const before = await look()
    if (before === this.#read && added === this.#curation) return false
    await pause(settledAfterMs, undefined, { signal })
    if ((await look()) !== before) return true
    const loaded = await read(additions, signal).catch(unreadable)
    signal.throwIfAborted()
    // Half of it may have been read before somebody wrote, and half after.
    if ((await look()) !== before) return true
    this.#read = before
    this.#curation = added
    this.#judge(loaded)
    return false
  }

  #judge(loaded: Loaded): void {
    const { objection, prepare, onFault, onRead } = this.#options
    const known = this.#faults
    const objected = loaded.kind === 'ok' ? objection(loaded.knowledge) : null
    this.#faults = objected ? [objected] : faultsIn(loaded)
    for (const fault of this.#faults) if (!known.some(one => isSame(one, fault))) onFault(fault)
    // Files that were only touched make no new snapshot, whose index would be made anew.
    const isNew = loaded.kind === 'ok' && !objected && loaded.knowledge.version !== this.#knowledge.version
    if (isNew) {
      prepare(loaded.knowledge)
      this.#knowledge = loaded.knowledge
      this.#onNew(loaded.knowledge)
    }
    onRead(isNew ? loaded.findings : null, this.#faults)
  }
}

function isSame(one: Fault, other: Fault): boolean {
  return one.file === other.file && one.line === other.line && one.message === other.message
}

/** A file that may not be read, a folder that went: whoever changed it has to look at it. */
function unreadable(error: unknown): Loaded {
  const message = `không đọc được; xem lại quyền đọc tệp và thư mục (${error instanceof Error ? error.message : error})`
  return {
    kind: 'faults',
    findings: [{ level: 'fail', rule: 'reading', file: '.', line: null, message }],
  }
}
