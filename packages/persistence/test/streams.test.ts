import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createEngine } from '@holdall/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseFrom, type StoreOptions } from '../src/create-store.js';
import { createStore } from '../src/index.js';
import { raw } from '../src/sql/sql.js';
import { sharedPlaces } from './worlds.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const records = 200_000;
const users = 100;
const numbers = `with recursive n(g) as (select 1 union all select g + 1 from n where g < ${records})`;

/** An entry for each of 100 users, and 200,000 records of them: 40 MB of objects, were they all held at once. */
const filling = [
  `insert into holdall_entry ${numbers}
    select 'user ' || g, 1000000 + g, 1, 1, ${records / users}, 'active', null, 1, 1, null, null, 0, null, null, '{}' from n where g <= ${users}`,
  `insert into holdall_log (user_id, entry_id, seq, id, item_id, type, quantity, at, actor, info, use_id, details) ${numbers}
    select 'user ' || (1 + g % ${users}), 1000001 + g % ${users}, 1 + g / ${users}, 1000000 + g, 1, 'data_changed', 0, g, 'a', 'b', null, '{}' from n`,
  // PostgreSQL does so by itself, but some time later; until then it would rather sort everything for each chunk.
  'analyze',
];

const fill = async (place: StoreOptions): Promise<void> => {
  const database = databaseFrom(place);
  await database.open();
  await database.write(async (transaction) => {
    for (const statement of filling) await transaction.query(raw(statement));
    await transaction.commit();
  });
  await database.close();
};

const mebibyte = 2 ** 20;
const held = (): number => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / mebibyte;
};

describe.each(sharedPlaces)('a stream of 200,000 records in %s', (_name, fresh) => {
  it('holds a few MB whatever its length, and commands go on beside it', async () => {
    const place = await fresh();
    const store = createStore(place);
    const engine = await createEngine({ store });
    onTestFinished(() => engine.close());
    await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
    await fill(place);

    let seen = 0;
    let last = '';
    let inOrder = true;
    let most = 0;
    const before = held();
    for await (const { user, at, id } of engine.streamLog({ types: ['data_changed'] })) {
      seen += 1;
      const standing = `${user} ${String(at.getTime()).padStart(9, '0')} ${id}`;
      inOrder &&= standing > last;
      if (seen % 20_000 === 1) {
        // It resolves, with the stream standing in the middle of a chunk.
        await engine.grant({ user: `beside ${seen}`, item: 'key' });
        most = Math.max(most, held());
      }
      last = standing;
    }
    expect([seen, inOrder]).toEqual([records, true]);
    expect((await engine.entries({ size: 1 })).total).toBe(users + 10);
    expect(most - before).toBeLessThan(10);
  });
});
