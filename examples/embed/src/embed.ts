import { createEngine, DeniedError, MemoryStore } from '@holdall/core';
import { createStore } from '@holdall/persistence';

// A file that outlives the process; or memory, for tests.
const inMemory = process.argv.includes('--memory');
const store = inMemory ? new MemoryStore() : createStore({ type: 'sqlite', database: 'holdall.sqlite' });
const engine = await createEngine({ store });

// An item is what can be owned, and the rules that it carries: this one can be used three times.
const behaviors = [{ type_hint: 'consumable', max_use: 3 }];
await engine.createItem({ item: { unique_key: 'potion', name: 'Healing potion', behaviors }, key: 'new-potion' });

// Ada gets one and drinks twice. A command with a key is done once, however often it is sent.
await engine.grant({ user: 'ada', item: 'potion', key: 'order-1' });
const drink = await engine.use({ user: 'ada', item: 'potion', quantity: 2, key: 'drink-1' });
console.log(`Ada drank ${drink.quantity}, ${drink.remaining} left.`);

// Two more would be one too many: refused, with the reason and the facts that led to it.
try {
  await engine.use({ user: 'ada', item: 'potion', quantity: 2, key: 'drink-2' });
} catch (error) {
  if (!(error instanceof DeniedError)) throw error;
  console.log(error.reason, error.denials[0]?.facts);
}

// A question changes nothing: may she drink once, and what is left?
const { use, remaining } = await engine.explain({ user: 'ada', item: 'potion' });
console.log(`May Ada drink once? ${use.decision.allowed ? 'Yes' : 'No'}, ${remaining} left.`);
await engine.close();
