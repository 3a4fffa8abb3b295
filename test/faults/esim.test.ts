import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildBridgeProcess } from './esim/build.js';
import { faultRun } from './esim/run.js';

// The short form of `npm run faults:esim`.
let bridge: Awaited<ReturnType<typeof buildBridgeProcess>>;
beforeAll(async () => {
  bridge = await buildBridgeProcess();
});
afterAll(() => bridge.remove());

/** The same every time, unless HOLDALL_SEED says otherwise. */
const wanted = process.env['HOLDALL_SEED'] ?? '3';
const seed = wanted === 'random' ? Date.now() % 1_000_000 : Number(wanted);

it(`no bundle is bought, used or refunded but once, whatever fails in between: --seed ${seed}`, async () => {
  const { program } = bridge;
  const { violations, facts } = await faultRun({ program, seed, operations: 100, kills: 5, faults: 10 });
  expect(violations, facts).toEqual([]);
});
