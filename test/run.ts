import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * `npm test`: types, lint, content lint and all tests but the browser's; `npm run test:browser`: those. Each ends
 * in one line `N passed, N failed`; a check that finds something counts as one that failed.
 */
type Counts = { passed: number; failed: number }

const folder = mkdtempSync(join(tmpdir(), 'dan-loi-test-'))
const report = join(folder, 'report.json')

const counts: Counts[] =
  process.argv[2] === 'browser'
    ? [await tests(['--config', 'test/vitest.browser.ts'])]
    : [
        await check('types', 'tsc', ['--noEmit']),
        await check('lint', 'biome', ['check', '.']),
        await check('content', 'node', ['src/commands/content-lint.ts']),
        await tests([]),
      ]
rmSync(folder, { recursive: true })

const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

async function check(name: string, command: string, options: string[]): Promise<Counts> {
  const status = await run(command, options)
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name}`)
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Counts come from the runner's report; a run that broke off before it wrote one has failed. */
async function tests(options: string[]): Promise<Counts> {
  const status = await run('vitest', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...options,
  ])
  try {
    const { numPassedTests, numFailedTests, numTotalTestSuites, success } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    if (!numTotalTestSuites) throw new Error('No test was run.')
    const brokenFiles = status !== 0 && numFailedTests === 0 && !success ? 1 : 0
    return { passed: numPassedTests, failed: numFailedTests + brokenFiles }
  } catch (error) {
    console.error(error)
    return { passed: 0, failed: 1 }
  }
}

function run(command: string, options: string[]): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(command, options, { stdio: 'inherit', shell: process.platform === 'win32' })
    child.on('error', error => {
      console.error(error.message)
      resolve(1)
    })
    child.on('close', code => resolve(code ?? 1))
  })
}
