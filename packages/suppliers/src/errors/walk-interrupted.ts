import { HoldallError, RemoteError } from '@holdall/core';
import type { WalkProgress } from '../port/walk.js';

/** A walk failed before its end; `cause` is why. What was handed out stands, and `progress.cursor` is where to go on. */
export class WalkInterruptedError extends RemoteError {
  override readonly code = 'supplier_walk_interrupted';

  constructor(
    supplier: string,
    readonly progress: WalkProgress,
    cause: unknown,
  ) {
    const because = cause instanceof HoldallError ? cause : null;
    super(
      `A walk over the inventory of ${supplier} ended after ${progress.records} records${
        because === null ? '' : ` (${because.message.replace(/\.$/, '')})`
      }: go on from its cursor.`,
      {
        transient: because?.transient ?? false,
        ambiguous: false,
        cause,
        details: { supplier, ...progress, because: because?.code ?? null },
      },
    );
  }
}
