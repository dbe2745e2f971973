import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** The SHA-256 of a file, in hex. */
export async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** A line for each of these files, as `sha256sum -c` reads it. */
export async function sumsOf(folder: string, files: readonly string[]): Promise<string> {
  const lines: string[] = []
  for (const file of files) lines.push(`${await sumOf(join(folder, file))}  ${file}\n`)
  return lines.join('')
}
