import { createHash } from 'node:crypto'
import { createReadStream, readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** The SHA-256 of a file, in hex. */
export async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** A line for each file in a folder, as `sha256sum -c` reads it, in the order of their names. */
export async function sumsOf(folder: string): Promise<string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
  const lines: string[] = []
  for (const file of files) lines.push(`${await sumOf(join(folder, file))}  ${file.split(sep).join('/')}\n`)
  return lines.join('')
}
