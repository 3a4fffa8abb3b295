export interface ServerOptions {
  /** Whether a commit is on the disk before it is answered, as servers of hosts do it: slower. Default false. */
  readonly durable?: boolean;
}

/** A PostgreSQL server of our own. */
export interface EmbeddedServer {
  /** As its superuser, of the database `postgres`. */
  readonly url: string;
  /** Where its data directory is, as `data`. */
  readonly folder: string;
  /** The process id of the postmaster. */
  pid(): Promise<number>;
  /** Starts it again, on the same port and files, after its processes ended. */
  restart(): Promise<void>;
  /** Stops it, and removes everything. */
  stop(): Promise<void>;
}

/** @throws Error with what the server said, when it could not be started. */
export function startServer(options?: ServerOptions): Promise<EmbeddedServer>;
