import { postgresStore } from './postgres.js';
import { sqliteStore } from './sqlite.js';
import type { BenchStore, StoreName } from './store.js';

export const openStore = async (name: StoreName): Promise<BenchStore> =>
  name === 'postgres' ? postgresStore() : sqliteStore(name);
