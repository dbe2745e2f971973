import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: ['test/warm.ts', 'test/postgres/global-setup.ts'],
    setupFiles: ['test/kept-model.ts'],
    testTimeout: 20_000,
    // Processes that tests start take off their types once.
    env: { NODE_COMPILE_CACHE: resolve('node_modules', '.cache', 'dan-loi', 'compiled') },
    pool: 'forks',
    // Starting the world anew for each of 150 files costs a third of the time.
    isolate: false,
    // Much of a front-door test is waiting for a disk, a socket or a process.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
  },
})
