import { createHash } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What the files of the content meant when they were last parsed, by a hash of their texts. Parsing YAML is most of what
 * reading the content costs, and from one start to the next hardly a file changes. It may be lost or thrown
 * away at any time; what does not fit is simply parsed anew.
 */
export class Parsed {
  readonly #path: string | null
  readonly #before: ReadonlyMap<string, unknown>
  readonly #now = new Map<string, unknown>()
  #isNew = false

  /** `path`: where it is kept, null for nowhere. */
  constructor(path: string | null) {
    this.#path = path
    this.#before = path === null ? new Map() : kept(path)
  }

  /** What a text means as plain data; `parse` is asked where it is not known, and again where it gives nothing. */
  meaning(text: string, parse: () => unknown): unknown {
    const hash = createHash('sha256').update(text).digest('base64url')
    const known = this.#before.get(hash)
    const value = known ?? parse()
    if (known === undefined) this.#isNew = true
    if (value !== undefined) this.#now.set(hash, value)
    return value
  }

  /** Keeps what was met, and nothing else. A folder that cannot be written keeps nothing, which harms nobody. */
  keep(): void {
    if (this.#path === null || !(this.#isNew || this.#now.size < this.#before.size)) return
    try {
      const written = `${this.#path}.${process.pid}.new`
      writeFileSync(written, JSON.stringify([FORM, ...this.#now]))
      renameSync(written, this.#path)
    } catch {
      // A read-only disk, or a full one.
    }
  }
}

/** Where a server keeps it among its data, for the commands beside it as well. */
export function parsedIn(dataDir: string): string {
  return join(dataDir, 'content-parsed.json')
}

/** Changes with how texts become data, so that an older program's data is not taken for this one's. */
const FORM = 'yaml 1.2, 1'

function kept(path: string): Map<string, unknown> {
  try {
    const [form, ...entries]: [string, ...[string, unknown][]] = JSON.parse(readFileSync(path, 'utf8'))
    return form === FORM ? new Map(entries) : new Map()
  } catch {
    return new Map()
  }
}
