import { createTestEngine } from '@holdall/testing';
import { startUsageProducts } from '@holdall/suppliers-sandbox';
import { expect, it, onTestFinished } from 'vitest';
import { inventory } from './mapping/world.js';
import { endingBefore, importAll } from './quick-start.js';

it('does what the README says', async () => {
  const sandbox = await startUsageProducts({
    products: [
      inventory(1, ['ada']),
      inventory(2, ['bob'], { endDate: '2026-03-01' }),
      inventory(3, ['cy'], { endDate: '2099-04-01' }),
      inventory(4, ['di'], { endDate: '2026-04-01' }),
    ],
  });
  onTestFinished(() => sandbox.close());
  const { engine } = await createTestEngine();
  await engine.createItem({ item: { name: 'Calls', unique_key: 'calls' } });
  const where = { baseUrl: sandbox.url, issue: () => Promise.resolve({ token: sandbox.issue() }) };
  expect(await importAll(engine, where)).toMatchObject({ refused: 0, walk: { complete: true } });
  expect((await engine.entries({ user: 'cy' })).total).toBe(1);
  expect(await endingBefore('2026-12-31', where)).toEqual(['4', '2']);
});
