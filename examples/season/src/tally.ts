import { ConflictError, DeniedError, type HoldallError } from '@holdall/core';

/** Counts what came of the events. */
export class Tally {
  events = 0;
  fresh = 0;
  replayed = 0;
  clockSteps = 0;
  readonly denials = new Map<string, number>();
  readonly conflicts = new Map<string, number>();

  done({ replayed }: { readonly replayed: boolean }): void {
    if (replayed) this.replayed += 1;
    else this.fresh += 1;
  }

  /** A refusal is an answer like any other: it is remembered and replayed, too. */
  refused(error: HoldallError): void {
    this.done(error);
    if (error instanceof DeniedError) count(this.denials, error.reason);
    if (error instanceof ConflictError) count(this.conflicts, error.details.reason);
  }

  /** The most frequent first. */
  get denialsByReason(): readonly (readonly [reason: string, times: number])[] {
    return [...this.denials].toSorted(([a, times], [b, others]) => others - times || (a < b ? -1 : 1));
  }
}

const count = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};
