import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** In this order the tests run, because a mutant is done with when the first of them fails. */
const quickestFirst = [
  '/test/',
  '/registry/',
  '/field/',
  '/wire/',
  '/mutation/',
  '/ohm/',
  '/contract/',
  '/automaton/',
  '/laws/',
  '/arbitraries/',
];

class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      quickestFirst.findIndex((folder) => moduleId.slice(0, moduleId.lastIndexOf('/') + 1).endsWith(folder));
    return [...files].sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** The tests that run on the sources themselves: those on what is built would not see a mutant. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/**/*.test.ts', 'test/mutation/corpus.ts'],
    exclude: [
      'test/package/**',
      'test/cli/**',
      'test/readme.test.ts',
      'test/sources.test.ts',
      'test/grammar/**',
      'test/fuzzing/**',
      'test/types/**',
      'test/gateways/**',
      'test/playground/**',
      // Thousands of tests that say again what others say.
      'test/contract/corpus.test.ts',
      'test/oracles/**',
      'test/laws/one-language.test.ts',
      // Its lines are made while tests are collected, when no mutant is active, and take seconds.
      'test/planted/**',
    ],
    // Ohm takes seconds for so long a line, and streams that are cut everywhere take as long: every mutant that lives
    // would wait for them.
    testNamePattern: /^(?!.*(?:64 KiB|again and again|(?:cut in two|truncated) anywhere|octet by octet))/,
    setupFiles: ['test/mutation/seed.ts'],
    // Loading the modules anew for each file takes as long as the tests.
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    testTimeout: 120_000,
    // The same inputs for each mutant, and no more than it takes to kill most.
    env: { FC_RUNS: '60', FC_SEED: '1', LINES: '100' },
  },
});
