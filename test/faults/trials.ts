import type { EmbeddedServer } from '../../packages/persistence/test/postgres/start.mjs';
import { killOverHttp } from './http/kill-over-http.js';
import { cut } from './places/connections.js';
import type { TightPlace } from './places/on-small-disk.js';
import { serverFaults, strike } from './places/server-faults.js';
import { contest, keg, medals } from './scenarios/contest.js';
import { cutAtPoint, cutWhileWaiting } from './scenarios/cut.js';
import { diskFull } from './scenarios/disk-full.js';
import { diskFullSqlite } from './scenarios/disk-full-sqlite.js';
import { killAtPoint } from './scenarios/kill-at-point.js';
import { killUnderLoad } from './scenarios/kill-under-load.js';
import { killWhileOpening } from './scenarios/kill-while-opening.js';
import { lastOne } from './scenarios/last-one.js';
import { locked } from './scenarios/locked.js';
import type { Round, Verdict } from './scenarios/round.js';
import { serverFault } from './scenarios/server-fault.js';
import { unheardCommit } from './scenarios/unheard-commit.js';
import { points } from './worker/checkpoints.js';

/** A scenario that is tried. */
export interface Trial<R> {
  readonly title: string;
  /** Whether chance decides when the fault comes: then it is worth many rounds, with a seed each. */
  readonly chance: boolean;
  /** How many rounds it gets in the short form. */
  readonly short: number;
  run(round: R): Promise<Verdict>;
}

const atRandom = <R>(title: string, run: (round: R) => Promise<Verdict>, short = 1): Trial<R> => ({
  title,
  chance: true,
  short,
  run,
});
const forced = <R>(title: string, run: (round: R) => Promise<Verdict>): Trial<R> => ({
  title,
  chance: false,
  short: 1,
  run,
});

/** On every store. */
export const everywhere: readonly Trial<Round>[] = [
  atRandom('a process is killed under load', killUnderLoad, 2),
  atRandom('a process is killed while it opens the database', killWhileOpening),
  ...points.map((point) => forced<Round>(`a process is killed: ${point}`, (round) => killAtPoint(round, point))),
  forced('4 processes, 10,000 uses of 1,000', (round) => contest(round, keg)),
  forced('4 processes, 200 gets of a limited 5', (round) => contest(round, medals)),
  forced('two processes meet at the last one', (round) => lastOne(round, { dies: false })),
  forced('the one that has the last one dies before its commit', (round) => lastOne(round, { dies: true })),
  forced('the database is locked past the timeout', locked),
];

/** SQLite's own limit, which needs no privileges. */
export const onSqlite: readonly Trial<Round>[] = [atRandom('the file may not grow', diskFullSqlite)];

/** On PostgreSQL, with what any user of it may do. */
export const onPostgres: readonly Trial<Round>[] = [
  ...points.map((point) => forced<Round>(`the connection is cut: ${point}`, (round) => cutAtPoint(round, point))),
  forced('the connection is cut while it waits for a lock', cutWhileWaiting),
  atRandom('all connections are cut under load', (round) =>
    serverFault(round, async (place) => {
      for (let time = 0; time < 3; time += 1) await cut(place, 'all');
    }),
  ),
  atRandom('commits are not heard of', unheardCommit),
];

/** Needs a server that may be killed: one of our own, with commits on the disk. */
export const onOwnServer: readonly Trial<Round & { readonly server: EmbeddedServer }>[] = serverFaults.map((fault) =>
  atRandom(`the server is stopped under load: ${fault}`, (round) =>
    serverFault(round, () => strike(round.server, fault)),
  ),
);

/** Needs to mount a disk. */
export const onSmallDisk: readonly Trial<Round<TightPlace>>[] = [atRandom('the disk is full', diskFull)];

/** Of the server's program, which knows better-sqlite3 and PostgreSQL. */
export const overHttp: readonly Trial<Round>[] = [atRandom('a server is killed under load over HTTP', killOverHttp)];
