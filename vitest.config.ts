import { defaultServerConditions } from 'vite';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Databases wait for disks and servers: on two cores, one worker (the default there) would sit idle. */
const maxWorkers = 2;

const project = (
  test: TestProjectInlineConfiguration['test'],
  others: Partial<TestProjectInlineConfiguration> = {},
): TestProjectInlineConfiguration => ({
  ...others,
  // Tests run the packages from source: the same files that coverage counts, and no build to forget.
  ssr: { resolve: { conditions: ['@holdall/source', ...defaultServerConditions] } },
  // Files of one worker share the modules that they load: to load TypeORM takes longer than most files.
  test: { testTimeout: 30_000, hookTimeout: 60_000, maxWorkers, isolate: false, ...test },
});

/** What a process plays, or a whole store on a disk: behind them is what has its say in every zone already. */
const behind = ['examples/season/test/{play,serve}.test.ts', 'test/conformance/sqlite.test.ts'];

export default defineConfig({
  test: {
    maxWorkers,
    // Here and not in the projects, which would start a server each.
    globalSetup: ['packages/persistence/test/postgres/server.ts'],
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**/*.ts'],
      reporter: ['text-summary', 'html', 'lcov'],
      thresholds: { branches: 95 },
    },
    projects: [
      // What a time zone could have a say in: in every one of them.
      project({
        name: 'rules',
        include: [
          'packages/{core,testing}/test/**/*.test.ts',
          'test/{rules,properties,worker}/**/*.test.ts',
          'test/conformance/memory.test.ts',
          'examples/*/test/**/*.test.ts',
        ],
        exclude: [...configDefaults.exclude, ...behind],
      }),
      // All the rest.
      project({
        name: 'once',
        include: [
          'packages/*/test/**/*.test.ts',
          'packages/*/sandbox/test/**/*.test.ts',
          'test/**/*.test.ts',
          ...behind,
        ],
        exclude: [
          ...configDefaults.exclude,
          'packages/{core,testing}/**',
          'test/{rules,properties,worker,faults}/**',
          'test/conformance/memory.test.ts',
        ],
      }),
      // That the bench still measures, in a tiny form. No figure hangs on the time zone: one is enough.
      project({ name: 'bench', include: ['bench/test/**/*.test.ts'] }),
      // The short form of what `npm run faults` does at length. What fails here fails in any time zone: one is enough.
      // They wait for processes and disks most of the time: two files at once, when everything else is done.
      project({
        name: 'faults',
        include: ['test/faults/**/*.test.ts'],
        testTimeout: 120_000,
        sequence: { groupOrder: 1 },
      }),
      // The databases that both lines of TypeORM know, on the other line.
      project(
        {
          name: 'typeorm 1',
          include: [
            'packages/persistence/test/{atomic,host-data-source,migrate-command,postgres,processes,schema,table-prefix}.test.ts',
            'packages/persistence/test/within*.test.ts',
            'packages/esim-go/test/stores/{contract,host,together}.test.ts',
            'test/conformance/{better-sqlite3,postgres}.test.ts',
          ],
          env: { HOLDALL_TEST_TYPEORM: '1' },
        },
        { resolve: { alias: [{ find: /^typeorm$/, replacement: 'typeorm-v1' }] } },
      ),
    ],
  },
});
