import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..', '..')
const page = readFileSync(join(root, 'docs', 'operations.md'), 'utf8')

describe('docs/operations.md', () => {
  it('names every figure that there is, and no other', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => readFileSync(join(root, 'src', file), 'utf8'))
    const named = sources.flatMap(text => [...text.matchAll(/'(danloi_[a-z_]+)'/g)].map(([, name]) => name))
    const table = page.slice(page.indexOf('## Figures'), page.indexOf('Beside them stand'))
    const told = [...table.matchAll(/`(danloi_[a-z_]+)`/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(15)
    expect([...new Set(told)].sort()).toEqual([...new Set(named)].sort())
  })

  it('links to pages that are there', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, to = '']) => to)
    expect(links.length).toBeGreaterThan(4)
    for (const to of links) expect(() => readFileSync(resolve(root, 'docs', to))).not.toThrow()
  })

  it('names commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const commands = [...page.matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name)
    expect(commands).toContain('doctor')
    expect(commands.filter(name => name !== undefined && !(name in scripts))).toEqual([])
  })
})
