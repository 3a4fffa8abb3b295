/** How long and with how much is measured. */
export interface Settings {
  readonly seed: number;
  readonly users: number;
  /** Callers at once, where it is not one. */
  readonly crowd: number;
  /** Callers who go on while something else is measured. */
  readonly few: number;
  /** Kept connections, each of which waits for an answer before it asks again. */
  readonly connectionsOverHttp: number;

  readonly rounds: number;
  /** Milliseconds of one round of one contender. */
  readonly round: number;
  /** Milliseconds before the first round. */
  readonly warmUp: number;
  /** Numbers of connections that are tried for those who write one by one on PostgreSQL. */
  readonly connections: readonly number[];
  /** Milliseconds of each try. */
  readonly trial: number;
  /** Milliseconds after which a sweep is stopped, done or not. */
  readonly sweep: number;

  /** In the grown world and in the expired one; five log records each in the first. */
  readonly entriesPerUser: number;
  /** Users with a history, and how many inactive entries it has. */
  readonly historyUsers: number;
  readonly shortHistory: number;
  readonly longHistory: number;
}

export const full: Omit<Settings, 'seed'> = {
  users: 10_000,
  crowd: 256,
  few: 4,
  connectionsOverHttp: 64,
  rounds: 5,
  round: 1_000,
  warmUp: 1_500,
  connections: [2, 4, 8, 16, 32],
  trial: 1_000,
  sweep: 60_000,
  entriesPerUser: 100,
  historyUsers: 50,
  shortHistory: 10,
  longHistory: 10_000,
};

/** Rougher, and done in under a minute. What takes longer is smaller, and done only when it is asked for. */
export const quick: Omit<Settings, 'seed'> = {
  ...full,
  rounds: 3,
  round: 100,
  warmUp: 150,
  connections: [4, 16],
  trial: 100,
  sweep: 10_000,
  entriesPerUser: 20,
  historyUsers: 10,
};
