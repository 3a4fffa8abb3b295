import type { Engine } from '@holdall/core';
import type { Bridge } from '@holdall/esim-go';
import type { StoreOptions } from '@holdall/persistence';
import { resolve } from 'node:path';
import type { EsimGoOptions } from '../options.js';
import { isPostgres } from './settings/together.js';
import type { Settings } from './settings/table.js';

/** Whether bundles of eSIM Go are sold here: nothing of the bridge is loaded where not. */
export const sellsEsims = ({ esimGoApiKey }: Pick<Settings, 'esimGoApiKey'>): boolean => esimGoApiKey !== null;

export interface BridgeSurroundings {
  readonly engine: Engine;
  /** Where the engine's data is: the bridge's is there, too, unless the settings say otherwise. */
  readonly database: StoreOptions;
  readonly failed: (error: unknown) => void;
}

/** A bridge that is open, and does nothing by itself yet. @throws InvalidInputError, StorageError */
export const openBridge = async (
  settings: Settings,
  { engine, database, failed }: BridgeSurroundings,
): Promise<Bridge> => {
  const [{ Configuration, createBridge }, { TypeOrmBridgeStore }] = await Promise.all([
    import('@holdall/esim-go'),
    import('@holdall/esim-go/typeorm'),
  ]);
  const { esimGoApiKey, esimGoBasePath } = settings;
  const configuration = new Configuration({
    apiKey: esimGoApiKey!,
    ...(esimGoBasePath !== null && { basePath: esimGoBasePath }),
  });
  const store = new TypeOrmBridgeStore(placeFrom(settings.esimGoDatabase, database));
  return createBridge({ engine, store, configuration, failed });
};

type Place =
  { readonly type: 'better-sqlite3'; readonly database: string } | { readonly type: 'postgres'; readonly url: string };

const placeFrom = (given: string | null, engines: StoreOptions): Place => {
  if (given !== null) {
    return isPostgres(given)
      ? { type: 'postgres', url: given }
      : { type: 'better-sqlite3', database: given === ':memory:' ? given : resolve(given) };
  }
  const { url, schema, database } = engines as { url?: string; schema?: string; database?: string };
  return url === undefined
    ? { type: 'better-sqlite3', database: database! }
    : { type: 'postgres', url, ...(schema !== undefined && { schema }) };
};

export const esimGoOptions = (bridge: Bridge, settings: Settings): EsimGoOptions => {
  const { esimGoApiKey, esimGoOldApiKey, esimGoCallbackPath: path, esimGoUnsigned: unsigned } = settings;
  const keys = [esimGoApiKey, esimGoOldApiKey].filter((key) => key !== null);
  return { bridge, ...(path !== '' && { callbacks: { keys: () => keys, path, unsigned } }) };
};
