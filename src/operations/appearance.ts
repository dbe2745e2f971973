import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders lie in folders no deeper than this; a link that leads back to its own folder ends here too. */
const DEEPEST = 4

/**
 * What a folder looks like from outside: a hash over the names, sizes, times and inodes of all its files, links
 * followed. Equal as long as nobody touched it. It is asked for again and again, as no notice comes of a change on
 * a network mount, nor of a link that leads elsewhere (so a Kubernetes ConfigMap is exchanged).
 * Hidden names are left out: editors and mounts keep their own things there.
 */
export async function appearanceOf(folder: string): Promise<string> {
  const hash = createHash('sha256')
  await look(folder, '', 0, line => hash.update(`${line}\n`))
  return hash.digest('hex')
}

/** The same of one file; it may not be there. */
export async function appearanceOfFile(path: string): Promise<string> {
  const seen = await stat(path).catch(codeOf)
  return typeof seen === 'string' ? seen : traitsOf(seen)
}

async function look(
  folder: string,
  within: string,
  depth: number,
  note: (line: string) => void,
): Promise<void> {
  const names = await readdir(join(folder, within)).catch((error: unknown) => {
    note(`${within} ${codeOf(error)}`)
    return []
  })
  for (const name of names.sort()) {
    if (name.startsWith('.')) continue
    const path = join(within, name)
    // A file may go between the list and the look at it.
    const seen = await stat(join(folder, path)).catch(codeOf)
    if (typeof seen === 'string') note(`${path} ${seen}`)
    else if (!seen.isDirectory()) note(`${path} ${traitsOf(seen)}`)
    else if (depth < DEEPEST) await look(folder, path, depth + 1, note)
  }
}

function traitsOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [ino, size, mtimeMs, ctimeMs].map(String).join(' ')
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
