import { defineConfig } from 'vitest/config'

/** `npm run proof:bundle`: what takes too long for every run of the tests. */
export default defineConfig({
  test: {
    include: ['test/proofs/**/*.proof.ts'],
    globalSetup: ['test/warm.ts'],
    setupFiles: ['test/kept-model.ts'],
    pool: 'forks',
  },
})
