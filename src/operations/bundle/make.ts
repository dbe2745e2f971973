import { spawnSync } from 'node:child_process'
import {
  cpSync,
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
import { Refusal } from '../refusal.ts'
import { LAUNCHER } from './launcher.ts'
import { packagesToRun } from './packages.ts'
import { sumOf, sumsOf } from './sums.ts'

/** What goes in beside the packages. No setting and no data of anybody's: those stay where they are. */
const OURS = [
  'src',
  'content',
  'docs',
  'package.json',
  'package-lock.json',
  'README.md',
  'LICENSE',
  '.env.example',
]
/** What was learned from the content: with it the first start is as quick as the next. */
const LEARNED = join('node_modules', '.cache', 'dan-loi')

export type Bundle = { file: string; bytes: number; sums: string }

/**
 * Packs all that a machine without internet needs into one file in `folder`: the program, its content, its packages and
 * Node for the platform that this runs on; beside it `SHA256SUMS`.
 * @throws Refusal with what to do.
 */
export async function makeBundle(root: string, folder: string): Promise<Bundle> {
  const node = `node-${process.platform}-${process.arch}`
  if (process.platform === 'win32') throw new Refusal('Make the bundle on Linux; it is for Linux machines.')
  if (!existsSync(join(root, 'node_modules', node)))
    throw new Refusal(
      `node_modules/${node} is not installed, so Node could not come along. Run "npm ci" first.`,
    )
  const name = `dan-loi-${versionOf(root)}-${process.platform}-${process.arch}`
  const file = join(folder, `${name}.tar.gz`)
  if (existsSync(file)) throw new Refusal(`${file} is there already. Name another folder, or delete it.`)
  mkdirSync(folder, { recursive: true })
  const staging = mkdtempSync(join(folder, '.packing-'))
  try {
    const inside = join(staging, name)
    fill(root, inside, node)
    writeFileSync(join(inside, 'SHA256SUMS'), await sumsOf(inside))
    pack(staging, name, file)
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
  const sums = join(folder, 'SHA256SUMS')
  writeFileSync(sums, `${await sumOf(file)}  ${basename(file)}\n`)
  return { file, bytes: statSync(file).size, sums }
}

function fill(root: string, inside: string, node: string): void {
  for (const path of OURS) cpSync(join(root, path), join(inside, path), { recursive: true })
  for (const path of packagesToRun(root)) {
    const from = join(root, path)
    // A package's own packages are named by themselves, so that none comes along that only tests need.
    const nested = join(from, 'node_modules')
    const filter = (source: string) => source !== nested && !isSpare(source.slice(from.length + 1))
    cpSync(from, join(inside, path), { recursive: true, filter })
  }
  if (existsSync(join(root, LEARNED))) cpSync(join(root, LEARNED), join(inside, LEARNED), { recursive: true })
  const bin = join(inside, 'node_modules', '.bin')
  mkdirSync(bin, { recursive: true })
  symlinkSync(join('..', node, 'bin', 'node'), join(bin, 'node'))
  writeFileSync(join(inside, 'dan-loi'), LAUNCHER, { mode: 0o755 })
}

/** Two files of three are for those who develop with a package; licences stay. */
function isSpare(path: string): boolean {
  const name = basename(path)
  if (/^(licen[sc]e|notice|copying)/i.test(name)) return false
  return /\.(map|md|markdown|flow|tsbuildinfo|[cm]?ts)$/.test(name) || /^(include|share)$/.test(path)
}

function pack(staging: string, name: string, file: string): void {
  const packed = spawnSync('tar', ['-czf', file, '--owner=0', '--group=0', '-C', staging, name], {
    encoding: 'utf8',
  })
  if (packed.status === 0) return
  rmSync(file, { force: true })
  throw new Refusal(`tar could not pack it: ${packed.error?.message ?? packed.stderr}`)
}

function versionOf(root: string): string {
  const json: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return z.looseObject({ version: z.string() }).parse(json).version
}
