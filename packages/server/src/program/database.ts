import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { StoreOptions } from '@holdall/persistence';
import { isPostgres } from './settings/together.js';
import type { Settings } from './settings/table.js';

/** Where the data is. */
export interface Database {
  readonly options: StoreOptions;
  /** For the log: without a password. */
  readonly name: string;
  /** Takes away what was for the run only. */
  remove(): Promise<void>;
}

export type DatabaseSettings = Pick<
  Settings,
  'database' | 'schema' | 'tablePrefix' | 'poolSize' | 'preparedStatements' | 'lockTimeout' | 'migrations' | 'demo'
>;

export const databaseFrom = async (settings: DatabaseSettings): Promise<Database> => {
  const { database, schema, tablePrefix, poolSize, preparedStatements, lockTimeout, migrations, demo } = settings;
  const common = { tablePrefix, migrations };
  if (isPostgres(database)) {
    const place = schema === null ? {} : { schema };
    const options = {
      type: 'postgres',
      url: database,
      ...place,
      poolSize,
      preparedStatements,
      lockTimeout,
      ...common,
    } as const;
    return { options, name: withoutPassword(database), remove: nothing };
  }
  const folder = database === null && demo ? await mkdtemp(join(tmpdir(), 'holdall-demo-')) : null;
  const file = database === ':memory:' ? database : resolve(folder ?? '.', database ?? 'holdall.sqlite');
  return {
    options: { type: 'better-sqlite3', database: file, busyTimeout: lockTimeout, ...common },
    name: file,
    remove: folder === null ? nothing : () => rm(folder, { recursive: true, force: true }),
  };
};

const nothing = async (): Promise<void> => undefined;

/** Also where it stands in the query, as some drivers allow. */
const withoutPassword = (url: string): string => {
  if (!URL.canParse(url)) return 'PostgreSQL';
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
};
