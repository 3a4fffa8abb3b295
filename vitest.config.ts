import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests run the packages from source: the same files that coverage counts, and no build to forget.
  ssr: { resolve: { conditions: ['@holdall/source', ...defaultServerConditions] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
    globalSetup: ['packages/persistence/test/postgres/server.ts'],
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**/*.ts'],
      reporter: ['text-summary', 'html', 'lcov'],
      thresholds: { branches: 95 },
    },
    // A second project (the same suites, with `typeorm` aliased to `typeorm-v1`) goes here as `projects`.
  },
});
