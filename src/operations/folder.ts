import { mkdirSync } from 'node:fs'
import { Refusal } from './refusal.ts'

/** Makes a folder that somebody named, where it is not there yet. @throws Refusal with what to do. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refusal(
      `The folder ${folder} cannot be made. Name another one; nothing was written. (${reason})`,
    )
  }
}
