import { abortReason } from '../call/abort-reason.js';
import { systemTiming, type Timing } from '../timing.js';
import type { RateFacts } from './rate-facts.js';

/** Who goes first: a `sale` goes before every `poll` that waits. */
export type Lane = 'sale' | 'poll';

export interface RateLimit {
  /** So much may be sent within `per`, as the vendor counts it: most requests cost 1. Default 10. */
  readonly requests: number;
  /** In milliseconds. Default 1,000. */
  readonly per: number;
  readonly timing: Timing;
}

/** How a call asks for its turn. */
export interface TurnRequest {
  readonly operation: string;
  readonly lane: Lane;
  /** How long it would wait, in milliseconds. */
  readonly patience: number;
  /** Whether it has had a turn before: then it goes before those that have not. */
  readonly again: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A turn that was had. Tell when its answer has come, or that none will. */
export interface Turn {
  over(facts: RateFacts | null): void;
}

/** No turn within the patience of the call: nothing was sent. */
export class OutOfPatience extends Error {}

interface Slot {
  cost: number;
  frees: number;
}

interface Waiting {
  readonly request: TurnRequest;
  readonly go: (turn: Turn) => void;
}

/**
 * Keeps to so many requests per second, whoever in the process makes them. The vendor counts in windows whose beginnings
 * nobody knows, and sometime between our sending and its answer. So a slot is taken until one window after the answer, and
 * at most two windows after the sending, so that answers that never come hold up nobody.
 */
export class RateLimiter {
  readonly #limit: RateLimit;
  /** What the vendor says the limit is, where that is less. */
  #most: number;
  #slots: Slot[] = [];
  readonly #lanes: Readonly<Record<Lane, Waiting[]>> = { sale: [], poll: [] };
  readonly #costs = new Map<string, number>();
  #pausedUntil = -Infinity;
  #alarm: () => void = () => undefined;

  constructor(limit: Partial<RateLimit> = {}) {
    this.#limit = { requests: 10, per: 1000, timing: systemTiming, ...limit };
    this.#most = this.#limit.requests;
  }

  /** @throws OutOfPatience, or the reason of the signal. Nothing was sent then. */
  turn(request: TurnRequest): Promise<Turn> {
    const { signal, lane, again, patience } = request;
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(abortReason(signal));
      const leave = (reason: Error): void => {
        this.#lanes[lane].splice(this.#lanes[lane].indexOf(waiting), 1);
        settle();
        reject(reason);
        this.#serve();
      };
      const abort = (): void => leave(abortReason(signal));
      const tire = this.#limit.timing.after(patience, () => leave(new OutOfPatience('no turn came')));
      const settle = (): void => {
        tire();
        signal?.removeEventListener('abort', abort);
      };
      const waiting: Waiting = {
        request,
        go: (turn) => {
          settle();
          resolve(turn);
        },
      };
      signal?.addEventListener('abort', abort);
      if (again) this.#lanes[lane].unshift(waiting);
      else this.#lanes[lane].push(waiting);
      this.#serve();
    });
  }

  /** Nobody has a turn for so many milliseconds: the limit is one for all that come from this address. */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#limit.timing.now() + milliseconds);
  }

  #serve(): void {
    this.#alarm();
    const now = this.#limit.timing.now();
    this.#slots = this.#slots.filter(({ frees }) => frees > now);
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const cost = this.#costOf(next.request.operation);
      const free = this.#most - this.#slots.reduce((sum, slot) => sum + slot.cost, 0);
      if (now < this.#pausedUntil) return this.#wakeAt(this.#pausedUntil);
      if (cost > free) return this.#wakeAt(Math.min(...this.#slots.map(({ frees }) => frees)));
      this.#lanes[next.request.lane].shift();
      next.go(this.#take(next.request.operation, cost));
    }
  }

  #next(): Waiting | undefined {
    return this.#lanes.sale[0] ?? this.#lanes.poll[0];
  }

  /** Never more than the whole limit: else it would wait for ever. */
  #costOf(operation: string): number {
    return Math.min(this.#costs.get(operation) ?? 1, this.#most);
  }

  #take(operation: string, cost: number): Turn {
    const { per, timing } = this.#limit;
    const slot: Slot = { cost, frees: timing.now() + 2 * per };
    this.#slots.push(slot);
    return {
      over: (facts) => {
        slot.frees = Math.min(slot.frees, timing.now() + per);
        if (facts !== null) this.#heed(operation, slot, facts);
        this.#serve();
      },
    };
  }

  /** What the vendor tells of its limit, with every answer. Other processes behind the same address use it up, too. */
  #heed(operation: string, slot: Slot, { limit, remaining, resetsIn, cost }: RateFacts): void {
    if (limit !== null) this.#most = Math.min(this.#limit.requests, limit);
    if (cost !== null) {
      this.#costs.set(operation, cost);
      slot.cost = cost;
    }
    // Never longer than a window: a clock that differs from theirs must not stop us.
    if (remaining === 0 && resetsIn !== null) this.pause(Math.min(resetsIn, this.#limit.per));
  }

  #wakeAt(moment: number): void {
    this.#alarm = this.#limit.timing.after(Math.max(1, Math.ceil(moment - this.#limit.timing.now())), () =>
      this.#serve(),
    );
  }
}
