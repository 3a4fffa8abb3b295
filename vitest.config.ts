import { defaultServerConditions } from 'vite';
import { configDefaults, defineConfig } from 'vitest/config';

const faults = 'test/faults/**/*.test.ts';

export default defineConfig({
  // Tests run the packages from source: the same files that coverage counts, and no build to forget.
  ssr: { resolve: { conditions: ['@holdall/source', ...defaultServerConditions] } },
  test: {
    testTimeout: 30_000,
    globalSetup: ['packages/persistence/test/postgres/server.ts'],
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**/*.ts'],
      reporter: ['text-summary', 'html', 'lcov'],
      thresholds: { branches: 95 },
    },
    // The databases that both lines of TypeORM know, on each of them.
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, faults],
        },
      },
      // The short form of what `npm run faults` does at length. What fails here fails in any time zone: one is enough.
      {
        extends: true,
        // They wait for processes and disks most of the time: two files at once, when everything else is done.
        test: { name: 'faults', include: [faults], testTimeout: 120_000, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        resolve: { alias: [{ find: /^typeorm$/, replacement: 'typeorm-v1' }] },
        test: {
          name: 'typeorm 1',
          include: [
            'packages/persistence/test/{atomic,postgres,processes,schema}.test.ts',
            'test/conformance/{better-sqlite3,postgres}.test.ts',
          ],
          env: { HOLDALL_TEST_TYPEORM: '1' },
        },
      },
    ],
  },
});
