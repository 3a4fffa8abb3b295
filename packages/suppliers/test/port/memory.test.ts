import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

// Holding every record would be some 60 MB, every id some 8 MB. A process of its own, which loads everything from source.
it('walks 100,000 records without keeping them', { timeout: 120_000 }, async () => {
  const fromSource = new URL('../../../../scripts/from-source.mjs', import.meta.url);
  const run = `(await import('${fromSource.href}')).fromSource('packages/suppliers/test/port/memory.ts')`;
  const args = ['--expose-gc', '--input-type=module', '-e', `await ${run}`, '100000'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { records, complete, most } = JSON.parse(stdout) as { records: number; complete: boolean; most: number };
  expect({ records, complete }).toEqual({ records: 100_000, complete: true });
  expect(most).toBeLessThan(3 * 1024 * 1024);
});
