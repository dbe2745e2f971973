import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../refusal.ts'

const Lock = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({ dev: z.boolean().default(false), optional: z.boolean().default(false) }),
  ),
})

/**
 * The folders of the packages that the program needs to run, as `node_modules/…`, by the lock file; without what only
 * tests and checks need, and without other platforms' (optional ones that are not installed here).
 * @throws Refusal where one is missing.
 */
export function packagesToRun(root: string): string[] {
  const lock = Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  const needed = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev)
  const missing = needed.filter(([path, { optional }]) => !optional && !existsSync(join(root, path)))
  const [first] = missing
  if (first) throw new Refusal(`${first[0]} is not installed. Run "npm ci" first.`)
  return needed.map(([path]) => path).filter(path => existsSync(join(root, path)))
}
