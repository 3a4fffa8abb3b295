import type { AnyCommand, AnyCommandKind } from '../commands/command.js';
import type { Instant } from '../values/instant.js';

export interface Job {
  readonly kind: AnyCommandKind;
  readonly command: AnyCommand;
}

/** How one command of a batch ended: plain data to present, or an error to throw. */
export type Ending = (
  | {
      readonly ok: true;
      readonly result: unknown;
      /** When it was decided: a remembered result is shown as it was then, though entries may have expired since. */
      readonly at: Instant;
    }
  | { readonly ok: false; readonly error: Error }
) & {
  readonly replayed: boolean;
};
