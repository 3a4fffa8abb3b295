import type { WorkedEngine } from './duties.js';
import type { WorkerOptions } from './options.js';
import { Worker } from './worker.js';

/**
 * A worker for an engine, on whatever store. It rests until it is started.
 * @throws InvalidInputError for options that make no sense.
 */
export const createWorker = (engine: WorkedEngine, options: Partial<WorkerOptions> = {}): Worker =>
  new Worker(engine, options);
