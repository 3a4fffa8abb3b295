import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

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
        },
      },
      // That the bench still measures, in a tiny form. No figure hangs on the time zone: one is enough.
      { extends: true, test: { name: 'bench', include: ['bench/test/**/*.test.ts'] } },
      {
        extends: true,
        resolve: { alias: [{ find: /^typeorm$/, replacement: 'typeorm-v1' }] },
        test: {
          name: 'typeorm 1',
          include: [
            'packages/persistence/test/{atomic,host-data-source,migrate-command,postgres,processes,schema,table-prefix}.test.ts',
            'packages/persistence/test/within*.test.ts',
            'test/conformance/{better-sqlite3,postgres}.test.ts',
          ],
          env: { HOLDALL_TEST_TYPEORM: '1' },
        },
      },
    ],
  },
});
