import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchStore, Place } from './store.js';

/** Files in a folder of their own, which goes when the store is closed. */
export const sqliteStore = (name: 'sqlite3' | 'better-sqlite3'): BenchStore => {
  const folder = mkdtempSync(join(tmpdir(), 'holdall-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const fresh = (): Place & { database: string } => ({
    type: name === 'sqlite3' ? 'sqlite' : name,
    database: join(folder, `${randomUUID()}.db`),
  });
  return {
    name,
    description: `write-ahead log, synchronous=FULL, in ${folder}${isInMemory(folder) ? ', which is no disk: set TMPDIR' : ''}`,
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
    close: async () => {
      process.off('exit', remove);
      remove();
    },
  };
};

const tmpfs = 0x01021994;
const isInMemory = (folder: string): boolean => statfsSync(folder).type === tmpfs;

/** Whoever is measured must not wait for a copy to reach the disk. */
const flushed = async (file: string): Promise<void> => {
  const opened = await open(file, 'r+');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
};

const fileOf = (place: Place): string => {
  if (place.type === 'postgres') throw new TypeError('a place on a server is no file');
  return place.database;
};
