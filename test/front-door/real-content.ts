import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..', '..')

/**
 * A copy of content/ in this folder, with an operator who is no example, as a real channel needs it; `files` stand beside what
 * is there. Gives its path.
 */
export function realContent(folder: string, files: { readonly [file: string]: string } = {}): string {
  const content = join(folder, 'content')
  cpSync(join(ROOT, 'content'), content, { recursive: true })
  const operator = join(content, 'operator.yaml')
  writeFileSync(operator, readFileSync(operator, 'utf8').replace(/^example: true\n/m, ''))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(content, file)), { recursive: true })
    writeFileSync(join(content, file), text)
  }
  return content
}
