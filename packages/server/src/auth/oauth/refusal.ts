import { HoldallError } from '@holdall/core';

/** As RFC 6749 (5.2) names what a token request can be refused for. */
export type OAuthCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/** The message is sent. */
export class OAuthRefusal extends HoldallError {
  constructor(
    readonly code: OAuthCode,
    message: string,
  ) {
    super(message);
  }
}
