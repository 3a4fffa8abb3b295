import { defaultServerConditions } from 'vite';
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests run the packages from source: the same files that coverage counts, and no build to forget.
  ssr: { resolve: { conditions: ['@holdall/source', ...defaultServerConditions] } },
  test: {
    testTimeout: 30_000,
    // Tests of databases wait for disks and servers: on two cores, one worker (the default there) would sit idle.
    maxWorkers: 2,
    globalSetup: ['packages/persistence/test/postgres/server.ts'],
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**/*.ts'],
      reporter: ['text-summary', 'html', 'lcov'],
      thresholds: { branches: 95 },
    },
    projects: [
      // What the rules say, and a store in memory and on a disk answers: in every time zone.
      {
        extends: true,
        test: {
          name: 'rules',
          include: [
            'packages/{core,testing}/test/**/*.test.ts',
            'test/{rules,properties,worker}/**/*.test.ts',
            'test/conformance/{memory,sqlite}.test.ts',
            'examples/*/test/**/*.test.ts',
          ],
        },
      },
      // All the rest: what no time zone has a say in.
      {
        extends: true,
        test: {
          name: 'once',
          include: ['packages/*/test/**/*.test.ts', 'packages/esim-go/sandbox/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [
            ...configDefaults.exclude,
            'packages/{core,testing}/**',
            'test/{rules,properties,worker,faults}/**',
            'test/conformance/{memory,sqlite}.test.ts',
          ],
        },
      },
      // That the bench still measures, in a tiny form. No figure hangs on the time zone: one is enough.
      { extends: true, test: { name: 'bench', include: ['bench/test/**/*.test.ts'] } },
      // The short form of what `npm run faults` does at length. What fails here fails in any time zone: one is enough.
      {
        extends: true,
        // They wait for processes and disks most of the time: two files at once, when everything else is done.
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          testTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      // The databases that both lines of TypeORM know, on the other line.
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
