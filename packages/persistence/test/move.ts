import { createEngine } from '@holdall/core';
import { createStore, type StoreOptions } from '@holdall/persistence';

/** Copies everything into a database that was never used: all of it, or nothing. The source stays in use meanwhile. */
export const move = async (from: StoreOptions, to: StoreOptions): Promise<void> => {
  const source = await createEngine({ store: createStore(from) });
  const target = await createEngine({ store: createStore(to) });
  try {
    await target.import(source.export());
  } finally {
    await source.close();
    await target.close();
  }
};
