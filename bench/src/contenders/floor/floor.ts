import type { Place } from '../../stores/store.js';
import type { Contender } from '../contender.js';
import { inBatches } from './batches.js';
import { checking } from './check.js';
import { granting } from './grant.js';
import { postgresSession } from './postgres.js';
import { readSamples } from './samples.js';
import type { Session } from './session.js';
import { betterSqlite3Session, sqlite3Session } from './sqlite.js';
import { using } from './use.js';

/**
 * The bare driver on the engine's own tables: the rows that the engine reads are read, the rows that it writes are
 * written, with prepared statements and in the engine's batches, and no rule is asked.
 */
export const openFloor = async (place: Place): Promise<Contender> => {
  const session = await openSession(place);
  const samples = await readSamples(session);
  return {
    operations: {
      use: inBatches(await using(session, samples)),
      grant: inBatches(await granting(session, samples)),
      check: inBatches(await checking(session, samples)),
    },
    counts: () => countRows(session),
    close: () => session.close(),
  };
};

export const openSession = (place: Place): Promise<Session> => {
  if (place.type === 'postgres') return postgresSession(place.url);
  return place.type === 'sqlite' ? sqlite3Session(place.database) : betterSqlite3Session(place.database);
};

export const countRows = async (session: Session) => {
  const count = async (table: string): Promise<number> => {
    const [row] = await session.prepare(`select count(*) as rows from ${table}`)([]);
    return Number(row!['rows']);
  };
  return { entries: await count('holdall_entry'), records: await count('holdall_log') };
};
