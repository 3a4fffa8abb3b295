import type { Place } from '../stores/store.js';

/** What answers: Holdall's plugin on an engine, or a route of Fastify's that parses, authenticates and answers. */
export type Served = { readonly by: 'holdall'; readonly place: Place } | { readonly by: 'bare' };

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a server, where whoever asks it does not share its thread. */
export type Serve = (served: Served) => Promise<RunningServer>;
