import type { AnyCommand, AnyCommandKind } from '../commands/command.js';

export interface Job {
  readonly kind: AnyCommandKind;
  readonly command: AnyCommand;
}

/** How one command of a batch ended: plain data to present, or an error to throw. */
export type Ending = (
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: Error }
) & {
  readonly replayed: boolean;
};
