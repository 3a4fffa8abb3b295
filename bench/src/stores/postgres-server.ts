import { startServer as startTestServer } from '../../../packages/persistence/test/postgres/start.mjs';

export interface Server {
  /** Of a database from which others can be made. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The server of the tests, but durable: what it has committed is on the disk. */
export const startServer = (): Promise<Server> =>
  startTestServer({ durable: true }).catch((error: Error) => {
    throw new Error(`PostgreSQL could not be started. Name a server in HOLDALL_BENCH_PG_URL.\n${error.message}`, {
      cause: error,
    });
  });
