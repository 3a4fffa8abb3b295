import {
  ConflictError,
  type ConflictReason,
  type DeniedError,
  type HoldallError,
  type InternalError,
  type InvalidInputError,
  type NotFoundError,
  type OverloadedError,
  RemoteError,
  type StorageCode,
} from '@holdall/core';
import type { BusyError, NoCaseError, NotRefundableError, SaleRefusedError, StaleError } from '@holdall/esim-go';
import type { InvalidTokenError } from './invalid-token.js';
import type { RefusalCode } from './refused-request.js';

/** Every code that an error can have. Conflicts go by their reason. */
export type ErrorCode =
  | (DeniedError | InternalError | InvalidInputError | InvalidTokenError | NotFoundError | OverloadedError)['code']
  | ConflictReason
  | RefusalCode
  | StorageCode
  | EsimGoBridgeCode
  | 'remote_failed';

/** Of the bridge: what it refuses, and what to try again. What the vendor did wrong is `remote_failed`. */
type EsimGoBridgeCode = (BusyError | NoCaseError | NotRefundableError | SaleRefusedError | StaleError)['code'];

export interface Status {
  readonly status: number;
  /** `Result.code`: permanent, one for each error code, never 0. */
  readonly code: number;
}

/**
 * THE table: what an error is on the wire. Knetik declares 400, 401, 403 and 404, so whatever the rules or the catalogue
 * refuse is 400; other numbers are for what its clients never met.
 */
export const statuses: Readonly<Record<ErrorCode, Status>> = {
  invalid_input: { status: 400, code: 1000 },
  body_not_understood: { status: 400, code: 1001 },
  bad_request: { status: 400, code: 1002 },
  body_too_large: { status: 413, code: 1003 },
  url_too_long: { status: 414, code: 1004 },
  headers_too_large: { status: 431, code: 1005 },
  request_timeout: { status: 408, code: 1006 },

  denied: { status: 400, code: 1100 },

  group_settings_differ: { status: 400, code: 1200 },
  template_in_use: { status: 400, code: 1201 },
  already_reversed: { status: 400, code: 1202 },
  already_revoked: { status: 400, code: 1203 },
  already_paid: { status: 400, code: 1208 },
  archived: { status: 400, code: 1204 },
  store_not_empty: { status: 400, code: 1205 },
  idempotency_key_reused: { status: 409, code: 1206 },
  precondition_failed: { status: 412, code: 1207 },

  invalid_token: { status: 401, code: 1300 },
  forbidden: { status: 403, code: 1301 },
  too_many_requests: { status: 429, code: 1302 },

  not_found: { status: 404, code: 1400 },
  route_not_found: { status: 404, code: 1401 },

  overloaded: { status: 503, code: 1500 },
  storage_busy: { status: 503, code: 1501 },
  storage_unreachable: { status: 503, code: 1502 },
  storage_closed: { status: 503, code: 1503 },
  storage_full: { status: 503, code: 1504 },
  storage_failed: { status: 500, code: 1505 },
  database_not_usable: { status: 500, code: 1506 },
  database_too_new: { status: 500, code: 1507 },
  migrations_pending: { status: 500, code: 1508 },
  transaction_not_usable: { status: 500, code: 1509 },
  transactions_not_supported: { status: 500, code: 1510 },
  driver_missing: { status: 500, code: 1511 },
  remote_failed: { status: 502, code: 1512 },
  not_implemented: { status: 501, code: 1513 },
  internal: { status: 500, code: 1600 },

  esim_go_sale_refused: { status: 400, code: 1700 },
  esim_go_not_refundable: { status: 400, code: 1701 },
  esim_go_no_case: { status: 404, code: 1704 },
  esim_go_busy: { status: 503, code: 1702 },
  esim_go_stale: { status: 503, code: 1703 },
};

/** Of errors that the table does not know, those of a remote party are `remote_failed`; others (a host's own) count as internal. */
export const codeOf = (error: HoldallError): ErrorCode => {
  const code = error instanceof ConflictError ? error.details.reason : error.code;
  return Object.hasOwn(statuses, code)
    ? (code as ErrorCode)
    : error instanceof RemoteError
      ? 'remote_failed'
      : 'internal';
};
