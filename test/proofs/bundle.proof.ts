import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PARSED, seedParsed } from '../content-knowledge.ts'
import { freePort } from '../free-port.ts'
import { startProcess } from '../front-door/process.ts'
import { ROOT } from '../front-door/real-content.ts'

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-bundle-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }), 60_000)
  return folder
}

describe.runIf(process.platform === 'linux')(
  'the bundle for a machine without internet',
  { timeout: 300_000 },
  () => {
    it('starts on its own where there is neither npm nor Node, and notices what was changed', async () => {
      const folder = ownFolder()
      const bundle = join(ROOT, 'src', 'commands', 'bundle.ts')
      // Packed as quickly as gzip can: how small it gets is nothing that is asked here.
      const quick = { ...process.env, GZIP: '-1' }
      const told = execFileSync(process.execPath, [bundle, folder], { encoding: 'utf8', env: quick })
      expect(told).toContain('./dan-loi verify')
      const [packed] = readdirSync(folder).filter(name => name.endsWith('.tar.gz'))
      expect(execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' })).toContain(
        `${packed}: OK`,
      )

      execFileSync('tar', ['-xzf', String(packed)], { cwd: folder })
      const home = join(folder, String(packed).replace('.tar.gz', ''))
      // No way to this machine's own Node, packages and registry.
      const env = {
        PATH: '/usr/bin:/bin',
        HOST: '127.0.0.1',
        PORT: String(await freePort()),
        DATA_DIR: join(folder, 'data'),
        npm_config_registry: 'http://127.0.0.1:1',
      }
      const run = (...args: string[]) => spawnSync('./dan-loi', args, { cwd: home, env, encoding: 'utf8' })
      expect(run('verify')).toMatchObject({ status: 0, stdout: 'Every file is as it was packed.\n' })
      expect(run('no-such').status).toBe(1)

      seedParsed(env.DATA_DIR)
      const server = await startProcess(home, env, [], './dan-loi')
      const page = await fetch(`${server.url}/chat`)
      expect([page.status, (await page.text()).includes('Dẫn Lối')]).toEqual([200, true])
      server.child.kill('SIGTERM')
      expect(await server.ended).toBe(0)
      expect(run('accounts', 'list').stdout).toContain('by built-in')

      for (const secret of ['.env', 'data', 'test', 'node_modules/vitest', PARSED])
        expect(existsSync(join(home, secret))).toBe(false)
      appendFileSync(join(home, 'src', 'main.ts'), '// changed\n')
      expect(run('verify')).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('Unpack the bundle again'),
      })
    })
  },
)
