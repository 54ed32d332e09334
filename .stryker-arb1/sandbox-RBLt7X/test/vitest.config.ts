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
          exclude: ['test/package/**', 'test/gateways/**'],
          // The long runs set FC_RUNS and take as long as they take.
          testTimeout: process.env.FC_RUNS ? 3_600_000 : 30_000,
        },
      },
      {
        root,
        test: { name: 'gateways', include: ['test/gateways/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        root,
        test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
      },
    ],
  },
});
