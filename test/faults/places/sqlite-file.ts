import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ground } from './place.js';

/** A file in a folder of its own. */
export const sqliteFile =
  (type: 'sqlite' | 'better-sqlite3'): Ground =>
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdall-faults-'));
    return {
      options: { type, database: join(folder, 'holdall.db') },
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  };
