import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { chromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

// What is set for a long run, or to see a failure again, is known in a browser too.
const { FC_RUNS, FC_SEED, LINES, EXHAUSTIVE } = process.env;
const inBrowser = Object.fromEntries(
  Object.entries({ FC_RUNS, FC_SEED, LINES, EXHAUSTIVE }).filter(([, value]) => value),
);

/** The gateway tests that take the longest, from the first to begin. */
const longest = [
  ...['strangers/strangers', 'transports', 'learn', 'presets-of-clients', 'recipes', 'scan', 'strangers/of-debian'],
  ...['results', 'planted-ends', 'planted'],
];

/** What takes minutes and comes last is waited for alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const first = longest.flatMap((name) =>
      sorted.filter(({ moduleId }) => moduleId.endsWith(`/gateways/${name}.test.ts`)),
    );
    return [...first, ...sorted.filter((file) => !first.includes(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        root,
        test: {
          name: 'suite',
          include: ['test/**/*.test.ts'],
          exclude: ['test/package/**', 'test/gateways/**', 'test/playground/**', 'test/fuzzing/**'],
          // Loading the modules anew for each file takes a third of the time.
          isolate: false,
          // The long runs set FC_RUNS and take as long as they take.
          testTimeout: process.env.FC_RUNS ? 3_600_000 : 30_000,
        },
      },
      {
        root,
        // The compiler runs these, and nothing else does.
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/types/*.test-d.ts'],
            tsconfig: 'test/types/tsconfig.json',
          },
        },
      },
      {
        root,
        test: {
          name: 'browser',
          // What depends on the engine: text and its Unicode, streams, what explains a fault, and one pass of the corpus.
          include: chromium.path
            ? [
                'test/text/*.test.ts',
                'test/reason-phrase.test.ts',
                'test/explain-fault.test.ts',
                'test/contract/corpus.test.ts',
                // Other engines word and capture errors in another way, and have arrays of another realm.
                'test/contract/wrong-input.test.ts',
                'test/laws/{lossless,wire}.test.ts',
                'test/wire/*.test.ts',
              ]
            : ['test/no-chromium.ts'],
          // Node's own streams.
          exclude: ['test/wire/node-stream.test.ts'],
          env: { FC_RUNS: '60', LINES: '200', ...inBrowser },
          // Loading the modules anew for each file takes half as long as the tests.
          isolate: false,
          testTimeout: process.env.FC_RUNS ? 3_600_000 : 60_000,
          browser: {
            enabled: chromium.path !== undefined,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...(chromium.path && { executablePath: chromium.path }), args: chromium.args },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        root,
        // The tests of the fuzzer, which wait for hangs.
        test: { name: 'fuzzing', include: ['test/fuzzing/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        root,
        test: {
          name: 'gateways',
          include: ['test/gateways/**/*.test.ts'],
          exclude: ['test/gateways/callers.test.ts'],
          testTimeout: 120_000,
          // They wait most of the time; with three at once real servers answer too late on two cores.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        root,
        // It starts a process a call, which takes too long beside others.
        test: {
          name: 'callers',
          include: ['test/gateways/callers.test.ts'],
          testTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        root,
        test: { name: 'playground', include: ['test/playground/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        root,
        test: {
          name: 'package',
          globalSetup: 'test/package/install.ts',
          include: ['test/package/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
