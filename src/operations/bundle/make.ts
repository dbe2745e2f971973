import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../folder.ts'
import { Refusal } from '../refusal.ts'
import { filesToPack } from './files.ts'
import { LAUNCHER } from './launcher.ts'
import { sumOf, sumsOf } from './sums.ts'

export type Bundle = { file: string; bytes: number; sums: string }

const NODE = join('node_modules', '.bin', 'node')

/**
 * Packs all that a machine without internet needs into one file in `folder`: the program, its content, its packages and
 * Node for the platform that this runs on; beside it `SHA256SUMS`. No setting and no data of anybody's goes in.
 * @throws Refusal with what to do.
 */
export async function makeBundle(root: string, folder: string): Promise<Bundle> {
  const node = `node-${process.platform}-${process.arch}`
  if (process.platform !== 'linux') throw new Refusal('Make the bundle on Linux; it is for Linux machines.')
  if (!existsSync(join(root, 'node_modules', node)))
    throw new Refusal(
      `node_modules/${node} is not installed, so Node could not come along. Run "npm ci" first.`,
    )
  const name = `dan-loi-${versionOf(root)}-${process.platform}-${process.arch}`
  const file = join(folder, `${name}.tar.gz`)
  if (existsSync(file)) throw new Refusal(`${file} is there already. Name another folder, or delete it.`)
  makeFolder(folder)
  const own = mkdtempSync(join(folder, '.packing-'))
  try {
    mkdirSync(join(own, 'node_modules', '.bin'), { recursive: true })
    symlinkSync(join('..', node, 'bin', 'node'), join(own, NODE))
    writeFileSync(join(own, 'dan-loi'), LAUNCHER, { mode: 0o755 })
    const files = filesToPack(root)
    writeFileSync(join(own, 'SHA256SUMS'), (await sumsOf(root, files)) + (await sumsOf(own, ['dan-loi'])))
    writeFileSync(join(own, 'list'), files.map(path => `${path}\n`).join(''))
    pack({ root, own, name, file })
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
  const sums = join(folder, 'SHA256SUMS')
  writeFileSync(sums, `${await sumOf(file)}  ${basename(file)}\n`)
  return { file, bytes: statSync(file).size, sums }
}

/** Straight from where the files lie: copying thousands of them first takes longer than packing. */
function pack({ root, own, name, file }: { root: string; own: string; name: string; file: string }): void {
  const inFolder = `--transform=flags=r;s,^,${name}/,`
  const ours = ['-C', own, 'dan-loi', 'SHA256SUMS', NODE]
  const args = [
    '-czf',
    file,
    '--owner=0',
    '--group=0',
    inFolder,
    '-C',
    root,
    '-T',
    join(own, 'list'),
    ...ours,
  ]
  const packed = spawnSync('tar', args, { encoding: 'utf8' })
  if (packed.status === 0) return
  rmSync(file, { force: true })
  throw new Refusal(`tar could not pack it (GNU tar is needed): ${packed.error?.message ?? packed.stderr}`)
}

function versionOf(root: string): string {
  const json: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return z.looseObject({ version: z.string() }).parse(json).version
}
