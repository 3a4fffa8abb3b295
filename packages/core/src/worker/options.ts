import type { HoldallError } from '../errors/holdall-error.js';
import { InvalidInputError, type Fault } from '../errors/invalid-input.js';
import { systemClock, type Clock } from '../ports/clock.js';
import { systemTimers, type Timers } from '../ports/timers.js';
import type { WorkDone } from './duties.js';

export interface WorkerOptions {
  /** How long it rests between two runs, in milliseconds: a whole number from 1 to 86,400,000. Default 60,000. */
  readonly interval: number;
  /** Whether it marks expired entries and forgets old answers to idempotency keys. Default true. */
  readonly sweep: boolean;
  /** Whether it fulfils outstanding invoices. Default true. */
  readonly fulfil: boolean;
  /** How long one chunk may hold up commands, in milliseconds: chunks are made as large as that allows. 1 to 1,000, default 20. */
  readonly chunkTime: number;
  /** Hears of every run, also of those that found nothing to do: for logs and metrics. Default: nobody. */
  readonly onRun: (run: WorkerRun) => void;
  /** Hears of every failure. The worker goes on: it tries again later, after each failure in a row twice as late. Default: nobody. */
  readonly failed: (failure: WorkerFailure) => void;
  /** What runs are timed by. Default: the machine's. */
  readonly clock: Clock;
  readonly timers: Timers;
}

export interface WorkerRun extends WorkDone {
  /** From its beginning to its end, in milliseconds. */
  readonly took: number;
  /** False where a duty failed, or the worker was stopped before all was done. */
  readonly complete: boolean;
}

export interface WorkerFailure {
  readonly duty: 'sweep' | 'fulfil';
  /** `transient` says whether it may go away by itself. */
  readonly error: HoldallError;
  /** How many runs failed in a row, this one included. */
  readonly inARow: number;
}

const day = 24 * 60 * 60 * 1000;

const defaults: WorkerOptions = {
  interval: 60_000,
  sweep: true,
  fulfil: true,
  chunkTime: 20,
  onRun: () => undefined,
  failed: () => undefined,
  clock: systemClock,
  timers: systemTimers,
};

/** @throws InvalidInputError for options that make no sense: hosts read them from a file or from the environment. */
export const workerOptionsFrom = (given: Partial<WorkerOptions>): WorkerOptions => {
  const options = { ...defaults, ...given };
  const faults: Fault[] = [];
  const bounded = (path: 'interval' | 'chunkTime', most: number): void => {
    const value = options[path];
    if (Number.isInteger(value) && value >= 1 && value <= most) return;
    faults.push({ path, message: `must be a whole number of milliseconds from 1 to ${most}` });
  };
  bounded('interval', day);
  bounded('chunkTime', 1000);
  if (faults.length > 0) throw new InvalidInputError(faults);
  return options;
};
