import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase, dropDatabase, runOn } from '../../../packages/persistence/test/postgres/databases.js';
import type { EmbeddedServer } from '../../../packages/persistence/test/postgres/start.mjs';
import type { Place } from './place.js';
import { smallDisk, type SmallDisk } from './small-disk.js';

/** A place on a disk that can be full. */
export interface TightPlace extends Place {
  readonly disk: SmallDisk;
}
export type TightGround = () => Promise<TightPlace>;

export const tightFile =
  (type: 'sqlite' | 'better-sqlite3'): TightGround =>
  async () => {
    const disk = await smallDisk({ uid: 0, gid: 0 });
    return { options: { type, database: join(disk.path, 'holdall.db') }, disk, remove: () => disk.remove() };
  };

/** A database in a tablespace of its own. The server's own files, and its write-ahead log, have room. */
export const tightDatabase =
  (server: EmbeddedServer): TightGround =>
  async () => {
    const disk = await smallDisk(await stat(join(server.folder, 'data')));
    await runOn(server.url, `create tablespace tight location '${disk.path}'`);
    const url = await createDatabase(server.url, 'tight');
    return {
      options: { type: 'postgres', url },
      disk,
      remove: async () => {
        await dropDatabase(server.url, url);
        await runOn(server.url, 'drop tablespace tight');
        await disk.remove();
      },
    };
  };
