import { HoldallError } from './holdall-error.js';

/**
 * The store could not do its part. Exactly the commands of the failed batch get this error and none of them was half done.
 * `transient`: the same call, with the same idempotency key, is safe to repeat and may succeed.
 */
export class StorageError extends HoldallError {
  readonly code: string;
  override readonly transient: boolean;

  constructor(
    message: string,
    {
      code = 'storage_failed',
      transient,
      cause,
      details = {},
    }: {
      code?: StorageCode;
      transient: boolean;
      cause?: unknown;
      details?: Readonly<Record<string, unknown>>;
    },
  ) {
    super(message, details, { cause });
    this.code = code;
    this.transient = transient;
  }
}

export type StorageCode =
  | 'storage_failed'
  | 'storage_busy'
  | 'storage_closed'
  | 'storage_full'
  | 'storage_unreachable'
  | 'database_not_usable'
  | 'database_too_new'
  | 'migrations_pending'
  | 'transaction_not_usable'
  | 'transactions_not_supported'
  | 'driver_missing';
