import type { Instant } from '../values/instant.js';
import type { JsonObject, JsonValue } from '../values/json.js';

/** How a command ended. Failures of the store are no outcome: they are never remembered (rule 13). */
export type Outcome =
  { readonly ok: true; readonly result: JsonValue } | { readonly ok: false; readonly error: RememberedError };

/** A refusal as plain data, from which the same error can be made again. */
export interface RememberedError {
  readonly code: string;
  readonly details: JsonObject;
  readonly message: string;
}

/** What an idempotency key was answered. */
export interface Reply {
  /** A user's id, or '' for commands on the catalogue: keys are unique within it. */
  readonly scope: string;
  readonly key: string;
  /** The command, with its type and without its key, so that a conflict can name what differs. */
  readonly command: JsonObject;
  readonly outcome: Outcome;
  readonly at: Instant;
}
