import {
  startUsageProducts,
  usageProductInventory,
  type UsageProductInventory,
  type UsageProductsSandbox,
  type UsageProductsSettings,
} from '@holdall/suppliers-sandbox';
import { onTestFinished } from 'vitest';
import { range } from '../walked.js';
import {
  usageProductsSupplier,
  wholeList,
  type Filter,
  type Query,
  type SupplierInventory,
  type Timing,
  type UsageProductsSupplierOptions,
} from '@holdall/suppliers';

/** So many, with the ids from 1. */
export const products = (count: number, over: Partial<UsageProductInventory> = {}): UsageProductInventory[] =>
  Array.from({ length: count }, (_, index) => usageProductInventory(index + 1, over));

interface World {
  readonly products?: readonly UsageProductInventory[];
  readonly settings?: Partial<UsageProductsSettings>;
  readonly options?: Partial<UsageProductsSupplierOptions>;
}

export interface Scene {
  readonly sandbox: UsageProductsSandbox;
  readonly supplier: SupplierInventory;
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
  const supplier = usageProductsSupplier({ baseUrl: sandbox.url, tokens, timing, verify: false, ...options });
  return { sandbox, supplier, timing };
};

export const only = (...filters: readonly Filter[]): Query => ({ ...wholeList, filters });
export const by = (type: Filter['type'], field: string, op: Filter['op'], value: unknown): Query =>
  only({ type, field, op, value } as Filter);

export const upTo = (count: number): readonly string[] => range(1, count);
