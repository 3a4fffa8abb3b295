/** How long and with how much is measured. */
export interface Settings {
  readonly users: number;
  readonly seed: number;
  readonly rounds: number;
  /** Milliseconds of one round of one contender. */
  readonly round: number;
  /** Milliseconds before the first round. */
  readonly warmUp: number;
  /** Milliseconds of each try of a number of connections. */
  readonly trial: number;
  /** Callers at once, where it is not one. */
  readonly crowd: number;
}

export const full: Omit<Settings, 'seed'> = {
  users: 10_000,
  rounds: 7,
  round: 1_000,
  warmUp: 1_500,
  trial: 1_000,
  crowd: 256,
};

/** Rougher, and done in under a minute. */
export const quick: Omit<Settings, 'seed'> = { ...full, rounds: 5, round: 100, warmUp: 150, trial: 100 };
