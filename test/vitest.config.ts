import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  test: {
    projects: [
      {
        root,
        test: {
          name: 'suite',
          include: ['test/**/*.test.ts'],
          exclude: ['test/package/**', 'test/gateways/**', 'test/playground/**'],
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
        test: { name: 'gateways', include: ['test/gateways/**/*.test.ts'], testTimeout: 120_000 },
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
