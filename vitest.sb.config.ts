import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
export default defineConfig({
  ssr: { resolve: { conditions: ['@holdall/source', ...defaultServerConditions] } },
  test: { testTimeout: 30_000, maxWorkers: 1, include: ['packages/server/test/**/*.test.ts'] },
});
