import { createEngine, DeniedError, MemoryStore } from '@holdall/core';
import { cooldown } from './cooldown.js';

let now = Date.parse('2026-06-01T12:00:00Z');
const engine = await createEngine({
  store: new MemoryStore(),
  clock: { now: () => now },
  behaviors: [cooldown],
});

await engine.createItem({
  item: {
    name: 'Fireball',
    unique_key: 'fireball',
    behaviors: [{ type_hint: 'cooldown', time_length: 30, unit_of_time: 'second' }],
  },
});
await engine.grant({ user: 'mage', item: 'fireball' });

for (const seconds of [0, 10, 19.999, 0.001]) {
  now += seconds * 1000;
  const time = new Date(now).toISOString().slice(11, 23);
  try {
    await engine.use({ user: 'mage', item: 'fireball' });
    console.log(`${time}  cast`);
  } catch (error) {
    if (!(error instanceof DeniedError)) throw error;
    console.log(`${time}  ${error.reason}, ready at ${error.retryAt?.toISOString().slice(11, 23)}`);
  }
}
await engine.close();
