import { createEngine, type Engine, type InventoryEvent, type Within } from '@holdall/core';
import { DataSource, type DataSourceOptions, type EntityManager, type QueryRunner } from 'typeorm';
import { onTestFinished } from 'vitest';
import { createStore, type HostOptions, type StoreOptions } from '../src/index.js';

/** The host's own DataSource on a place, with its table of orders. Closed after the test. */
export const hostOn = async (place: StoreOptions, options: Partial<DataSourceOptions> = {}): Promise<DataSource> => {
  const dataSource = await new DataSource({ ...place, ...options } as DataSourceOptions).initialize();
  onTestFinished(async () => {
    if (dataSource.isInitialized) await dataSource.destroy();
  });
  await dataSource.query('create table if not exists shop_order (id integer primary key, text varchar(100))');
  return dataSource;
};

export interface Shop {
  readonly dataSource: DataSource;
  readonly engine: Engine;
  /** Everything that the engine has told its subscribers so far, as `type user`. */
  readonly told: readonly string[];
}

let now = Date.UTC(2026, 0, 1);
export const clock = { now: () => now };
export const later = (milliseconds: number): void => {
  now += milliseconds;
};

export const engineOf = async (options: StoreOptions): Promise<Engine> => {
  const engine = await createEngine({ store: createStore(options), clock });
  onTestFinished(() => engine.close());
  return engine;
};

/** A host with its engine, and items to sell: one without limit, one of which there is one for each, and one with three uses. */
export const openShop = async (place: StoreOptions, options: Partial<HostOptions> = {}): Promise<Shop> => {
  const dataSource = await hostOn(place);
  const engine = await engineOf({ dataSource, ...options });
  const told: string[] = [];
  engine.subscribe(({ type, user }: InventoryEvent) => void told.push(`${type} ${user}`));
  await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
  await engine.createItem({
    item: {
      name: 'Crown',
      unique_key: 'crown',
      behaviors: [{ type_hint: 'limited_gettable', group: { name: 'crowns', owned_limit: 1, active_only: false } }],
    },
  });
  await engine.createItem({
    item: { name: 'Potion', unique_key: 'potion', behaviors: [{ type_hint: 'consumable', max_use: 3 }] },
  });
  return { dataSource, engine, told };
};

export const order = (manager: EntityManager | QueryRunner, id: number): Promise<unknown> =>
  manager.query(`insert into shop_order (id, text) values (${id}, 'an order')`);

export const orders = async (dataSource: DataSource): Promise<readonly number[]> =>
  (await dataSource.query<{ id: number }[]>('select id from shop_order order by id')).map(({ id }) => id);

export class Cancelled extends Error {}

/** Runs work in a transaction of the host's and has it rolled back in the end. */
export const cancelled = async (
  { dataSource, engine }: Shop,
  work: (inside: Within, manager: EntityManager) => Promise<unknown>,
): Promise<void> => {
  try {
    await dataSource.transaction(async (manager) => {
      await work(engine.within(manager), manager);
      throw new Cancelled();
    });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
};

/** Runs work in a transaction of the host's, and commits. */
export const committed = <R>(
  { dataSource, engine }: Shop,
  work: (inside: Within, manager: EntityManager) => Promise<R>,
): Promise<R> => dataSource.transaction((manager) => work(engine.within(manager), manager));

/** A runner with an open transaction, which is rolled back after the test if it is still open. */
export const begun = async (dataSource: DataSource): Promise<QueryRunner> => {
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  onTestFinished(async () => {
    if (runner.isReleased) return;
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  });
  return runner;
};

/** What users hold, as the engine sees it from outside: `user item` each. */
export const held = async (engine: Engine): Promise<readonly string[]> =>
  (await engine.entries({ size: 1000 })).content.map(({ user, itemName }) => `${user} ${itemName}`).toSorted();
