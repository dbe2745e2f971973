import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keeper } from '../understanding/learned/kept.ts'

/** Where commands keep it that have no data of their own. */
export const BESIDE_PACKAGES = join('node_modules', '.cache', 'dan-loi')

const START = 'learned-'
const END = '.bin'

/**
 * Keeps the last model that was learned as `learned-….bin` in a folder, so that a start or a reload learns only when what people say
 * has changed. A folder that cannot be written keeps nothing, which costs two seconds and harms nobody.
 */
export function modelKeptIn(folder: string): Keeper {
  const fileOf = (lessons: string) => join(folder, `${START}${lessons}${END}`)
  return {
    get(lessons) {
      try {
        return readFileSync(fileOf(lessons))
      } catch {
        return null
      }
    },
    keep(lessons, model) {
      try {
        mkdirSync(folder, { recursive: true })
        const file = fileOf(lessons)
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
