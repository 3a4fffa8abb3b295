import type { Place } from '../../stores/store.js';
import { items, manyUses, potion, userName } from '../../world.js';
import { naiveDataSource } from './data-source.js';
import { Entry, freshEntry, Item, Log, User } from './entities.js';

/** The plain world: everybody holds a potion. */
export const seedNaive = async (place: Place, users: number): Promise<void> => {
  const dataSource = await naiveDataSource(place, 1);
  try {
    await dataSource.synchronize();
    await dataSource.transaction(async (manager) => {
      const bare = { maxUse: null, lifetimeInDays: null, limitGroup: null, limit: null, prerequisiteId: null };
      const base = await manager.save(Item, { ...bare, key: potion, maxUse: manyUses, lifetimeInDays: 3653 });
      const limits = { limitGroup: 'decorations', limit: manyUses, prerequisiteId: base.id };
      for (const { unique_key } of items) {
        if (unique_key !== potion) await manager.save(Item, { ...bare, ...limits, key: unique_key });
      }
      const now = new Date();
      const entry = { ...freshEntry(base, now), itemId: base.id, status: 'active' } as const;
      for (let first = 0; first < users; first += 100) {
        const names = Array.from({ length: Math.min(100, users - first) }, (_, index) => userName(first + index));
        await manager.insert(
          User,
          names.map((id) => ({ id })),
        );
        const entries = names.map((userId) => ({ ...entry, userId }));
        const { identifiers } = await manager.insert(Entry, entries);
        await manager.insert(
          Log,
          names.map((userId, index) => ({
            userId,
            entryId: identifiers[index]!['id'] as number,
            type: 'granted',
            quantity: manyUses,
            at: now,
          })),
        );
      }
    });
  } finally {
    await dataSource.destroy();
  }
};
