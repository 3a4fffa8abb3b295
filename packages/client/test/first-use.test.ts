import { expect, it } from 'vitest';
import { drink } from './first-use.js';
import { startServer } from './harness/server.js';

it('is what the README shows', async () => {
  const { engine, baseUrl } = await startServer();
  await engine.createItem({ item: { name: 'Potion', behaviors: [{ type_hint: 'consumable', max_use: 2 }] } });
  expect(await drink(baseUrl, 'ann')).toBe('No: not_held, {}');
  await engine.grant({ user: '7', item: 1 });
  expect(await drink(baseUrl, 'ann')).toBe('Done, 1 use left.');
  expect(await drink(baseUrl, 'ann')).toBe('Done, 0 use left.');
  expect(await drink(baseUrl, 'ann')).toBe('No: used_up, {"entry":1}');
});
