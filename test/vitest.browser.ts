import { defineConfig } from 'vitest/config'

/** `npm run test:browser`: drives chromium at CHROMIUM_PATH, or /usr/bin/chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    globalSetup: ['test/warm.ts'],
    setupFiles: ['test/kept-model.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    fileParallelism: false,
  },
})
