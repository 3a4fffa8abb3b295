import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startServer, type Server } from './postgres-server.js';
import type { BenchStore, Place } from './store.js';

/** Databases on a server of our own, or on the one that HOLDALL_BENCH_PG_URL names. */
export const postgresStore = async (): Promise<BenchStore> => {
  const given = process.env['HOLDALL_BENCH_PG_URL'] ?? '';
  const server: Server = given === '' ? await startServer() : { url: given, stop: async () => undefined };
  const onServer = async (statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      return (await client.query(statement)).rows as Readonly<Record<string, unknown>>[];
    } finally {
      await client.end();
    }
  };
  const made = new Set<string>();
  const make = async (like: string): Promise<Place> => {
    const name = `holdall_bench_${randomUUID().replaceAll('-', '')}`;
    await onServer(`create database ${name} ${like}`);
    made.add(name);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return { type: 'postgres', url: url.href };
  };
  const drop = async (name: string): Promise<void> => {
    await onServer(`drop database ${name} with (force)`);
    made.delete(name);
  };
  const [settings] = await onServer(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commits`,
  ).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return {
    name: 'postgres',
    description: `PostgreSQL ${String(settings!['version'])}, fsync=${String(settings!['fsync'])}, synchronous_commit=${String(settings!['commits'])}`,
    fresh: () => make(''),
    copyOf: async (place) => {
      const [size] = await onServer(`select pg_database_size('${nameOf(place)}') > 100000000 as large`);
      // Copying the files waits for two checkpoints; otherwise everything goes through the log.
      return make(`template ${nameOf(place)} strategy ${size!['large'] ? 'file_copy' : 'wal_log'}`);
    },
    remove: (place) => drop(nameOf(place)),
    close: async () => {
      for (const name of made) await drop(name);
      await server.stop();
    },
  };
};

const nameOf = (place: Place): string => {
  if (place.type !== 'postgres') throw new TypeError('a file is on no server');
  return new URL(place.url).pathname.slice(1);
};
