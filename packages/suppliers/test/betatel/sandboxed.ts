import { betatelSupplier, type BetatelSupplierOptions, type SupplierInventory } from '@holdall/suppliers';
import { betatelDefaults, betatelInventory, startBetatel, type BetatelSandbox } from '@holdall/suppliers-sandbox';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { hurry, type Hurry } from '../hurry.js';

/** One sandbox for a file, as new before each test. */
export const useBetatel = () => {
  let running: BetatelSandbox;
  beforeAll(async () => {
    running = await startBetatel();
  });
  afterAll(() => running.close());
  beforeEach(() => {
    running.inventories = [];
    running.settings = betatelDefaults;
    running.requests.length = 0;
    running.faults.clear();
    running.before = () => undefined;
    running.rewrite = (page) => page;
  });
  return {
    get sandbox() {
      return running;
    },
    /** So many inventories, with ids from 1. */
    has: (count: number): void => {
      running.inventories = Array.from({ length: count }, (_, index) => betatelInventory(index + 1));
    },
    supplier: (options: Partial<BetatelSupplierOptions> = {}): SupplierInventory & { readonly hurry: Hurry } => {
      const timing = hurry();
      const { url: baseUrl, apiKey, userId } = running;
      const supplier = betatelSupplier({ baseUrl, apiKey, userId, pageSize: 10, verify: false, timing, ...options });
      return Object.assign(supplier, { hurry: timing });
    },
    /** `offset+count` of every request that arrived. */
    asked: (): string[] => running.requests.map((query) => `${query.get('offset')}+${query.get('count')}`),
  };
};
