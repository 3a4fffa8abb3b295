import type { Engine } from '@holdall/core';
import { startServer, type TestServer } from '../harness/server.js';
import { authenticateBy } from './principals.js';

/** Stands in what user 7 has, and nowhere else: whoever sees it, sees what is theirs. */
export const secretOfSeven = 'the secret of seven';

/** Nobody asks as often as a matrix does. */
const rates = { users: null, strangers: null };

/** A server with what the table asks for: an entry and an invoice of user 7, and a catalogue. */
export const startWorld = async (): Promise<TestServer> => {
  const server = await startServer({ plugin: (clock) => ({ authenticate: authenticateBy(clock), rates }) });
  const { engine } = server;
  const behaviors = [{ type_hint: 'consumable', max_use: 100 }];
  await engine.createTemplate({ template: { id: 'armour', name: 'Armour' } });
  await engine.createItem({ item: { name: 'Potion', behaviors } });
  await engine.createItem({ item: { name: secretOfSeven } });
  await engine.createSku({
    sku: { sku: 'potion', description: 'A potion', currency_code: 'EUR', price: 100, items: [{ item_id: 1 }] },
  });
  await engine.grant({ user: '7', item: 1 });
  await engine.grant({ user: '7', item: 2 });
  await engine.addBySku({ user: '7', sku: 'potion', note: secretOfSeven });
  await engine.use({ user: '7', item: 1, info: secretOfSeven });
  return server;
};

/** Everything that is stored, as an export has it. */
export const stored = async (engine: Engine): Promise<string> => {
  let text = '';
  for await (const part of engine.export()) text += part;
  return text;
};
