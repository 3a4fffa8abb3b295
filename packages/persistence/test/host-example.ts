import { createEngine, type Engine } from '@holdall/core';
import { createStore } from '@holdall/persistence';
import type { DataSource } from 'typeorm';

/** An engine on the host's own database, its tables apart from the host's. */
export const engineFor = (dataSource: DataSource): Promise<Engine> =>
  createEngine({ store: createStore({ dataSource, tablePrefix: 'inventory_' }) });

/** Sells an item. The order, what the buyer gets and the log of it are all there afterwards, or none of them is. */
export const sell = (dataSource: DataSource, engine: Engine, user: string, item: string): Promise<number> =>
  dataSource.transaction(async (manager) => {
    const { identifiers } = await manager.insert('order', { user, item });
    const id = Number(identifiers[0]!['id']);
    // What is refused here is thrown, and takes the order back with it.
    await engine.within(manager).grant({ user, item, key: `order-${id}` });
    return id;
  });
