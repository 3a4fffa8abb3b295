import { In, type EntityManager } from 'typeorm';
import type { Place } from '../../stores/store.js';
import { badge, potion } from '../../world.js';
import type { Contender } from '../contender.js';
import { naiveDataSource } from './data-source.js';
import { Entry, freshEntry, Item, Log, User } from './entities.js';

/**
 * What a competent developer writes with TypeORM: one transaction for each call, locked rows where several connections
 * write, rules in code, the catalogue in memory.
 */
export const openNaive = async (place: Place, connections = 1): Promise<Contender> => {
  const dataSource = await naiveDataSource(place, connections);
  const several = place.type === 'postgres';
  const lock = several ? ({ lock: { mode: 'pessimistic_write' } } as const) : {};
  const catalogue = await dataSource.manager.find(Item);
  const itemOf = (key: string): Item => catalogue.find((item) => item.key === key)!;

  const use = (user: string) =>
    dataSource.transaction(async (manager) => {
      const item = itemOf(potion);
      const now = new Date();
      const entry = await manager.findOne(Entry, {
        where: { userId: user, itemId: item.id, status: 'active' },
        order: { expires: 'ASC', id: 'ASC' },
        ...lock,
      });
      refuseUnusable(entry, item, now);
      entry.used += 1;
      entry.updatedAt = now;
      if (item.maxUse !== null && entry.used >= item.maxUse) entry.status = 'inactive';
      await manager.save(entry);
      await manager.insert(Log, { userId: user, entryId: entry.id, type: 'used', quantity: 1, at: now });
    });

  const grant = (user: string) =>
    dataSource.transaction(async (manager) => {
      const item = itemOf(badge);
      const now = new Date();
      // Without it, two grants at once would both find room below the limit.
      if (several) await manager.findOneOrFail(User, { where: { id: user }, ...lock });
      await refuseBeyondLimit(manager, user, item);
      await refuseWithoutPrerequisite(manager, user, item, now);
      const entry = await manager.save(
        manager.create(Entry, { ...freshEntry(item, now), userId: user, itemId: item.id, status: 'active' }),
      );
      await manager.insert(Log, { userId: user, entryId: entry.id, type: 'granted', quantity: 0, at: now });
    });

  const refuseBeyondLimit = async (manager: EntityManager, user: string, item: Item): Promise<void> => {
    if (item.limit === null) return;
    const group = catalogue.filter(({ limitGroup }) => limitGroup === item.limitGroup).map(({ id }) => id);
    const owned = await manager.count(Entry, { where: { userId: user, itemId: In(group) } });
    if (owned + 1 > item.limit) throw new Error('limit reached');
  };

  const check = async (user: string) => {
    const item = itemOf(potion);
    const entry = await dataSource.manager.findOne(Entry, {
      where: { userId: user, itemId: item.id, status: 'active' },
      order: { expires: 'ASC', id: 'ASC' },
    });
    refuseUnusable(entry, item, new Date());
  };

  // TypeORM has one connection to an SQLite file, on which transactions cannot overlap: calls take turns.
  const inTurns = several ? <O>(operation: O) => operation : takingTurns();
  return {
    operations: { use: inTurns(use), grant: inTurns(grant), check: inTurns(check) },
    counts: async () => ({
      entries: await dataSource.manager.count(Entry),
      records: await dataSource.manager.count(Log),
    }),
    close: () => dataSource.destroy(),
  };
};

function refuseUnusable(entry: Entry | null, item: Item, now: Date): asserts entry is Entry {
  if (entry === null) throw new Error('not held');
  if (entry.expires !== null && entry.expires <= now) throw new Error('expired');
  if (item.maxUse !== null && entry.used + 1 > item.maxUse) throw new Error('used up');
}

const refuseWithoutPrerequisite = async (
  manager: EntityManager,
  user: string,
  item: Item,
  now: Date,
): Promise<void> => {
  if (item.prerequisiteId === null) return;
  const held = await manager.findOne(Entry, {
    where: { userId: user, itemId: item.prerequisiteId, status: 'active' },
  });
  if (held === null || (held.expires !== null && held.expires <= now)) throw new Error('prerequisite missing');
};

const takingTurns = () => {
  let last: Promise<unknown> = Promise.resolve();
  return (operation: (user: string) => Promise<void>) =>
    (user: string): Promise<void> => {
      const turn = last.then(() => operation(user));
      last = turn.catch(() => undefined);
      return turn;
    };
};
