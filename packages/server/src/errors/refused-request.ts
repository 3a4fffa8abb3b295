import { HoldallError } from '@holdall/core';

/** Why the server itself refuses a request, before the engine is asked. */
export type RefusalCode =
  | 'body_not_understood'
  | 'bad_request'
  | 'body_too_large'
  | 'url_too_long'
  | 'headers_too_large'
  | 'request_timeout'
  | 'forbidden'
  | 'not_implemented'
  | 'route_not_found'
  | 'too_many_requests';

export class RefusedRequest extends HoldallError {
  constructor(
    readonly code: RefusalCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message, details);
  }
}
