import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchStore, Place } from './store.js';

/** Files in a folder of their own, which goes when the store is closed. */
export const sqliteStore = (name: 'sqlite3' | 'better-sqlite3'): BenchStore => {
  const folder = mkdtempSync(join(tmpdir(), 'holdall-bench-'));
  const fresh = (): Place & { database: string } => ({
    type: name === 'sqlite3' ? 'sqlite' : name,
    database: join(folder, `${randomUUID()}.db`),
  });
  return {
    name,
    description: 'write-ahead log, synchronous=FULL',
    fresh: async () => fresh(),
    copyOf: async (place) => {
      const copy = fresh();
      copyFileSync(fileOf(place), copy.database);
      await flushed(copy.database);
      return copy;
    },
    remove: async (place) => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(fileOf(place) + suffix, { force: true });
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Whoever is measured must not wait for a copy to reach the disk. */
const flushed = async (file: string): Promise<void> => {
  const opened = await open(file, 'r+');
  await opened.sync().finally(() => opened.close());
};

const fileOf = (place: Place): string => {
  if (place.type === 'postgres') throw new TypeError('a place on a server is no file');
  return place.database;
};
