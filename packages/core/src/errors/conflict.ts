import { HoldallError } from './holdall-error.js';

/** Why a request contradicts what is stored. The list is closed and only grows. */
export type ConflictReason =
  | 'idempotency_key_reused'
  | 'group_settings_differ'
  | 'template_in_use'
  | 'already_reversed'
  | 'already_revoked'
  | 'already_paid'
  | 'archived'
  | 'store_not_empty'
  | 'precondition_failed';

export class ConflictError extends HoldallError {
  readonly code = 'conflict';
  declare readonly details: { readonly reason: ConflictReason } & Readonly<Record<string, unknown>>;

  constructor(reason: ConflictReason, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(message, { ...facts, reason });
  }
}
