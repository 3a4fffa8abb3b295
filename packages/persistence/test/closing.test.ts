import { existsSync } from 'node:fs';
import { createEngine, MemoryStore, type Engine, type Store } from '@holdall/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStore } from '../src/index.js';
import { places, sqliteTypes, temporaryFile } from './worlds.js';

const closed = { code: 'storage_closed', transient: false };

/** Entries for more chunks than one, of an export and of a stream. */
const filled = async (store: Store): Promise<Engine> => {
  const engine = await createEngine({ store });
  onTestFinished(() => engine.close());
  await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
  const users = Array.from({ length: 4 }, (_, nth) => `user ${nth}`);
  await Promise.all(users.map((user) => engine.grant({ user, item: 'key', quantity: 300 })));
  return engine;
};

/** Reads to the end or to an error, and after some of it does something. */
const read = async (all: AsyncIterable<unknown>, after: number, meanwhile: () => Promise<void>) => {
  let count = 0;
  for await (const _one of all) {
    count += 1;
    if (count === after) await meanwhile();
  }
  return count;
};

const stores: readonly (readonly [string, () => Promise<Store>])[] = [
  ['memory, without a database', async () => new MemoryStore()],
  ...places.map(([name, place]) => [name, async () => createStore(await place())] as const),
];

describe.each(stores)('closing the engine, %s', (_name, store) => {
  it.each<[string, (engine: Engine) => AsyncIterable<unknown>]>([
    ['an export', (engine) => engine.export()],
    ['a stream of entries', (engine) => engine.streamEntries()],
    ['a stream of the log', (engine) => engine.streamLog()],
  ])('waits for nobody who reads %s, and fails it before its end', async (_what, of) => {
    const engine = await filled(await store());
    let open = true;
    const reading = read(of(engine), 2, async () => {
      await engine.close();
      open = false;
    });
    await expect(reading).rejects.toMatchObject(closed);
    expect(open).toBe(false);
  });

  it('fails an export whose next line is being read', async () => {
    const engine = await filled(await store());
    const lines = engine.export();
    const asked = Promise.allSettled(Array.from({ length: 3 }, () => lines.next()));
    await engine.close();
    const failed = (await asked).filter(({ status }) => status === 'rejected');
    expect(failed).toEqual([expect.objectContaining({ reason: expect.objectContaining(closed) as unknown })]);
    expect(await lines.next()).toEqual({ done: true, value: undefined });
  });

  it('finishes an import', async () => {
    const lines: string[] = [];
    for await (const line of (await filled(new MemoryStore())).export()) lines.push(line);
    const engine = await createEngine({ store: await store() });
    const closing: Promise<void>[] = [];
    const parts = async function* () {
      for (const line of lines) {
        closing.push(engine.close());
        yield line;
      }
    };
    expect(await engine.import(parts())).toMatchObject({ records: { entry: 1200 } });
    await Promise.all(closing);
  });
});

describe.each(sqliteTypes)('closing the engine on a file of %s', (type) => {
  it('lets go of the file, although somebody never reads on', async () => {
    const database = temporaryFile();
    const engine = await filled(createStore({ type, database }));
    const lines = engine.export();
    for (let count = 0; count < 5; count += 1) await lines.next();
    expect(existsSync(`${database}-wal`)).toBe(true);
    await engine.close();
    // The last connection takes its log along.
    expect(existsSync(`${database}-wal`)).toBe(false);
  });
});
