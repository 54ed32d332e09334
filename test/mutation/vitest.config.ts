import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The tests that run on the sources themselves: those on what is built would not see a mutant. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/package/**',
      'test/cli/**',
      'test/readme.test.ts',
      'test/sources.test.ts',
      'test/grammar/**',
      'test/fuzzing/**',
      'test/gateways/**',
      // Thousands of tests that say again what others say.
      'test/oracles/**',
      'test/laws/one-language.test.ts',
    ],
    testTimeout: 120_000,
    // The same inputs for each mutant, and no more than it takes to kill most.
    env: { FC_RUNS: '60', FC_SEED: '1', LINES: '100' },
  },
});
