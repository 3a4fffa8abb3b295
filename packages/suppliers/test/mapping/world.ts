import type { Engine, EntryView } from '@holdall/core';
import {
  importUsageProducts,
  usageProductsSupplier,
  type ImportResult,
  type ImportUsageProducts,
} from '@holdall/suppliers';
import {
  startUsageProducts,
  usageProductInventory,
  type UsageProductInventory,
  type UsageProductsSandbox,
} from '@holdall/suppliers-sandbox';
import { createTestEngine, type TestClock } from '@holdall/testing';
import { onTestFinished } from 'vitest';
import { watched, type Watched } from './watched.js';

export const now = new Date('2026-01-31T10:00:00Z');

export interface ImportWorld extends Watched {
  readonly sandbox: UsageProductsSandbox;
  readonly clock: TestClock;
  readonly plain: Engine;
  /** Another engine, with nothing in it, beside the same supplier. */
  import(over?: Partial<ImportUsageProducts>): Promise<ImportResult>;
  entries(): Promise<readonly EntryView[]>;
}

/** A supplier with these products, and an engine with an item for the usage products 1 and 2. */
export const importWorld = async (products: readonly UsageProductInventory[]): Promise<ImportWorld> => {
  const sandbox = await startUsageProducts({ products });
  onTestFinished(() => sandbox.close());
  const { engine, clock } = await createTestEngine({ start: now });
  const metered = [{ type_hint: 'consumable', max_use: null }];
  await engine.createItem({ item: { name: 'Calls', unique_key: 'calls', unit: 'cent', behaviors: metered } });
  await engine.createItem({ item: { name: 'Data', unique_key: 'data', unit: 'cent', behaviors: metered } });
  const tokens = { issue: () => Promise.resolve({ token: sandbox.issue() }) };
  const timing = { now: () => clock.now(), after: () => () => undefined, random: () => 0 };
  const supplier = usageProductsSupplier({
    baseUrl: sandbox.url,
    tokens,
    timing,
    name: 'elevate',
    pageSize: 50,
    attempts: 1,
  });
  const world = watched(engine);
  return Object.assign(world, {
    sandbox,
    clock,
    plain: engine,
    import: (over: Partial<ImportUsageProducts> = {}) =>
      importUsageProducts({ engine: world.engine, supplier, items: { 1: 'calls', 2: 'data' }, clock, ...over }),
    entries: async () => (await engine.entries({ inactive: true, size: 1000 })).content,
  });
};

interface Reference {
  readonly id?: number;
  readonly productReference?: string;
  readonly userId?: string | null;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
}

/** An inventory from 1 January on without an end, of the users that are named. */
export const inventory = (
  id: number,
  users: readonly (string | Reference)[],
  over: Partial<UsageProductInventory> = {},
): UsageProductInventory =>
  usageProductInventory(id, {
    startDate: '2026-01-01',
    endDate: null,
    pendingEndDate: null,
    productReferences: users.map((one, index) => ({
      id: id * 100 + index,
      productReference: `0044${id}${index}`,
      primary: index === 0,
      ...(typeof one === 'string' ? { userId: one } : one),
    })),
    ...over,
  });

/** What is worth comparing of an entry. */
export const facts = ({ user, itemKey, status, ended, expires, remaining }: EntryView) => ({
  user,
  item: itemKey,
  status,
  ended,
  expires: expires?.toISOString() ?? null,
  remaining,
});
