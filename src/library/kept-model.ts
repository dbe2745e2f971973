import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keeper } from '../understanding/learned/kept.ts'

/** Where commands keep it that have no data of their own. */
export const BESIDE_PACKAGES = join('node_modules', '.cache', 'dan-loi')

const START = 'learned-'
const END = '.bin'

/**
 * Keeps the last model that was learned as `learned-….bin` in a folder, so that a start or a reload learns only when what people say
 * has changed. A folder that cannot be written keeps nothing, which costs some seconds at each start and harms nobody.
 */
export function modelKeptIn(folder: string): Keeper {
  return {
    get(lessons) {
      // The content lint may have learned it already.
      return readIn(folder, lessons) ?? readIn(BESIDE_PACKAGES, lessons)
    },
    keep(lessons, model) {
      try {
        mkdirSync(folder, { recursive: true })
        const file = fileIn(folder, lessons)
        const written = `${file}.${process.pid}.new`
        writeFileSync(written, model)
        renameSync(written, file)
        for (const name of readdirSync(folder))
          if (name.startsWith(START) && name.endsWith(END) && join(folder, name) !== file)
            rmSync(join(folder, name), { force: true })
      } catch {
        // A read-only disk, or a full one.
      }
    },
  }
}

function fileIn(folder: string, lessons: string): string {
  return join(folder, `${START}${lessons}${END}`)
}

function readIn(folder: string, lessons: string): Uint8Array | null {
  try {
    return readFileSync(fileIn(folder, lessons))
  } catch {
    return null
  }
}
