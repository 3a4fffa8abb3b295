import type { Engine } from '../engine/engine.js';

/** The part of an engine that a worker calls. */
export type WorkedEngine = Pick<Engine, 'sweepExpired' | 'fulfilOutstanding'>;

/** What the calls of one run did together. */
export interface WorkDone {
  /** Entries that were marked as expired. */
  readonly expired: number;
  /** Answers to idempotency keys that were forgotten. */
  readonly forgotten: number;
  /** Invoices that were fulfilled. */
  readonly fulfilled: number;
  /** Entries that became active with them. */
  readonly activated: number;
}

export const nothingDone: WorkDone = { expired: 0, forgotten: 0, fulfilled: 0, activated: 0 };

export const plusDone = (one: WorkDone, other: WorkDone): WorkDone => ({
  expired: one.expired + other.expired,
  forgotten: one.forgotten + other.forgotten,
  fulfilled: one.fulfilled + other.fulfilled,
  activated: one.activated + other.activated,
});

/** One kind of work, done chunk by chunk. */
export interface Duty {
  readonly name: 'sweep' | 'fulfil';
  /** The size of a chunk: where it begins, and what it never leaves. */
  readonly chunk: { readonly least: number; readonly first: number; readonly most: number };
  work(engine: WorkedEngine, most: number): Promise<WorkDone>;
}

export const sweep: Duty = {
  name: 'sweep',
  chunk: { least: 50, first: 250, most: 1000 },
  work: async (engine, most) => {
    const { expired, forgotten } = await engine.sweepExpired({ most });
    return { ...nothingDone, expired, forgotten };
  },
};

export const fulfil: Duty = {
  name: 'fulfil',
  chunk: { least: 5, first: 25, most: 100 },
  work: async (engine, most) => {
    const { invoices, activated } = await engine.fulfilOutstanding({ most });
    return { ...nothingDone, fulfilled: invoices, activated };
  },
};
