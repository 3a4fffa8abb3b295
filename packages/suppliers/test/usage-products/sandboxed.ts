import {
  startUsageProducts,
  usageProductInventory,
  type UsageProductInventory,
  type UsageProductsSandbox,
  type UsageProductsSettings,
} from '@holdall/suppliers-sandbox';
import { onTestFinished } from 'vitest';
import {
  UsageProductsInventory,
  wholeList,
  type Filter,
  type Query,
  type SupplierRecord,
  type Timing,
  type UsageProductsInventoryOptions,
  type Walk,
} from '../../src/index.js';

/** So many, with the ids from 1. */
export const products = (count: number, over: Partial<UsageProductInventory> = {}): UsageProductInventory[] =>
  Array.from({ length: count }, (_, index) => usageProductInventory(index + 1, over));

interface World {
  readonly products?: readonly UsageProductInventory[];
  readonly settings?: Partial<UsageProductsSettings>;
  readonly options?: Partial<UsageProductsInventoryOptions>;
}

export interface Scene {
  readonly sandbox: UsageProductsSandbox;
  readonly supplier: UsageProductsInventory;
  /** Both look at the sandbox's clock; nobody waits. */
  readonly timing: Timing;
}

/** An adapter and the sandbox that it calls, which ends with the test. */
export const scene = async ({ products = [], settings = {}, options = {} }: World = {}): Promise<Scene> => {
  const sandbox = await startUsageProducts({ products, settings });
  onTestFinished(() => sandbox.close());
  const timing: Timing = {
    now: () => sandbox.now,
    after: (_milliseconds, call) => {
      const soon = setImmediate(call);
      return () => clearImmediate(soon);
    },
    random: () => 0,
  };
  const tokens = { issue: () => Promise.resolve({ token: sandbox.issue() }) };
  const supplier = new UsageProductsInventory({ baseUrl: sandbox.url, tokens, timing, verify: false, ...options });
  return { sandbox, supplier, timing };
};

export const all = async (walk: Walk): Promise<readonly SupplierRecord[]> => Array.fromAsync(walk);
export const idsOf = async (walk: Walk): Promise<readonly string[]> => (await all(walk)).map(({ id }) => id);

export const only = (...filters: readonly Filter[]): Query => ({ ...wholeList, filters });
export const by = (type: Filter['type'], field: string, op: Filter['op'], value: unknown): Query =>
  only({ type, field, op, value } as Filter);

export const upTo = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${index + 1}`);
