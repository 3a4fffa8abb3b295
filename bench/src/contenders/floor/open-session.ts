import type { Place } from '../../stores/store.js';
import type { Counts } from '../contender.js';
import { postgresSession } from './postgres.js';
import type { Session } from './session.js';
import { betterSqlite3Session, sqlite3Session } from './sqlite.js';

/** A connection to Holdall's tables with nothing but the driver. */
export const openSession = (place: Place): Promise<Session> => {
  if (place.type === 'postgres') return postgresSession(place.url);
  return place.type === 'sqlite' ? sqlite3Session(place.database) : betterSqlite3Session(place.database);
};

export const countRows = async (session: Session): Promise<Counts> => {
  const count = async (table: string): Promise<number> => {
    const [row] = await session.prepare(`select count(*) as rows from ${table}`)([]);
    return Number(row!['rows']);
  };
  return { entries: await count('holdall_entry'), records: await count('holdall_log') };
};
