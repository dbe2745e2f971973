import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { packagesToRun } from './packages.ts'

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
const LEARNED = 'node_modules/.cache/dan-loi'

/** All files that go in, by their paths from the root. */
export function filesToPack(root: string): string[] {
  const there = (paths: readonly string[]) => paths.filter(path => existsSync(join(root, path)))
  return [
    ...there(OURS).flatMap(path => filesIn(root, path)),
    ...there([LEARNED]).flatMap(path => filesIn(root, path, file => file.endsWith('.bin'))),
    // A package's own packages are named by themselves, so that none comes along that only tests need.
    ...packagesToRun(root).flatMap(path =>
      filesIn(root, path, file => !file.startsWith('node_modules/') && !isSpare(file)),
    ),
  ].sort()
}

function filesIn(root: string, path: string, isWanted = (_file: string) => true): string[] {
  const from = join(root, path)
  if (statSync(from).isFile()) return [path]
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(from.length + 1))
    .filter(isWanted)
    .map(file => `${path}/${file}`)
}

/** Two files of three are for those who develop with a package; licences stay. */
function isSpare(file: string): boolean {
  const name = basename(file)
  if (/^(licen[sc]e|notice|copying)/i.test(name)) return false
  return /\.(map|md|markdown|flow|tsbuildinfo|[cm]?ts)$/.test(name) || /^(include|share)\//.test(file)
}
