import type { StoreOptions } from '@holdall/persistence';
import type { Answer } from '../load/answer.js';
import type { Lane } from '../load/lane.js';
import type { Told } from '../load/run-load.js';
import type { Point } from './checkpoints.js';

/** What a worker process is told, a line of JSON each. */
export type WorkerOrder =
  | {
      readonly do: 'open';
      readonly options: StoreOptions;
      readonly lanes: readonly Lane[];
      readonly answered: readonly (readonly Answer[])[];
    }
  | { readonly do: 'go' }
  | { readonly do: 'stopAt'; readonly point: Point }
  | { readonly do: 'goOn' };

/** What it tells. */
export type WorkerEvent =
  Told | { readonly event: 'ready' } | { readonly event: 'stopped'; readonly at: Point } | { readonly event: 'done' };
