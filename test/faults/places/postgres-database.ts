import { createDatabase, dropDatabase } from '../../../packages/persistence/test/postgres/databases.js';
import type { Ground } from './place.js';

/** A database on the server with this URL. */
export const postgresDatabase =
  (server: string): Ground =>
  async () => {
    const url = await createDatabase(server);
    return { options: { type: 'postgres', url }, remove: () => dropDatabase(server, url) };
  };
