import { setTimeout as sleep } from 'node:timers/promises';
import { connected, type SharedPlace } from './places.js';

/**
 * Somebody else who has the tables locked, so that nobody writes any of them: the meeting point of those who want to. On
 * PostgreSQL rows can still be read, and locked.
 */
export const held = async (place: SharedPlace) => {
  const postgres = place.type === 'postgres';
  const dataSource = await connected(place);
  const runner = dataSource.createQueryRunner();
  const run = (statement: string): Promise<unknown> => runner.query(statement);
  if (!postgres) await run('PRAGMA busy_timeout = 5000');
  await run(postgres ? 'BEGIN' : 'BEGIN IMMEDIATE');
  if (postgres) await run('LOCK TABLE holdall_esim_sale, holdall_esim_lease IN SHARE MODE');
  return {
    run,
    /** Until so many wait for a lock. Of SQLite nobody can tell: who has tried in vain tries again after a short while. */
    waiting: async (number: number): Promise<void> => {
      if (!postgres) await sleep(50);
      while (postgres) {
        const [row] = (await run(
          `select count(distinct pid)::int as waiting from pg_locks where not granted and pid <> pg_backend_pid()`,
        )) as { waiting: number }[];
        if (row!.waiting >= number) return;
        await sleep(5);
      }
    },
    release: async (): Promise<void> => {
      await run('COMMIT');
      await runner.release();
      await dataSource.destroy();
    },
  };
};
