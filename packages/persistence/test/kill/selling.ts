import { createEngine } from '@holdall/core';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { createStore } from '../../src/index.js';

/** A host that sells: it stops at a point that it is told, says so, and waits to be killed. */
const { place, stopAt } = JSON.parse(process.argv[3]!) as { place: DataSourceOptions; stopAt: string };

const reached = async (point: string): Promise<void> => {
  if (point !== stopAt) return;
  process.stdout.write(`${point}\n`);
  await new Promise((resolve) => setTimeout(resolve, 60_000));
};

const dataSource = await new DataSource(place).initialize();
const engine = await createEngine({ store: createStore({ dataSource }) });
await dataSource.transaction(async (manager) => {
  await manager.query(`insert into shop_order (id, text) values (1, 'an order')`);
  await reached('ordered');
  await engine.within(manager).grant({ user: 'ann', item: 'key', key: 'order-1' });
  await reached('granted');
});
await reached('committed');
