import { runOn } from '../../../packages/persistence/test/postgres/databases.js';
import type { Place } from './place.js';

/** Which connections: of whoever waits for a lock, of whoever has a transaction open and says nothing, or all. */
const wanted = {
  waiting: `wait_event_type = 'Lock'`,
  stopped: `state = 'idle in transaction'`,
  all: 'true',
};

/** Cuts connections of a database from the server's side, as an administrator or a failover does. Answers how many. */
export const cut = async ({ options }: Place, which: keyof typeof wanted): Promise<number> => {
  const { url } = options as { readonly url: string };
  const [row] = await runOn(
    url,
    `select count(*) filter (where pg_terminate_backend(pid, 5000))::integer as cut from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and ${wanted[which]}`,
  );
  return Number(row!['cut']);
};
