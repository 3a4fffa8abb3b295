import { SignJWT } from 'jose';
import type { AccessToken } from '../../wire/access-token.js';
import { claimsOf } from '../claims.js';
import { clientFrom } from './client.js';
import { grantOf } from './grants.js';
import type { Tokens } from './options.js';
import type { TokenRequest } from './parameters.js';
import { OAuthRefusal } from './refusal.js';

/** @throws OAuthRefusal */
export const issueToken = async (request: TokenRequest, tokens: Tokens): Promise<AccessToken> => {
  if (request.grantType === null) throw new OAuthRefusal('invalid_request', 'grant_type is needed.');
  const client = await clientFrom(request.client, tokens);
  const grant = grantOf(request.grantType, tokens);
  const claims = claimsOf(await grant(request, client, tokens), client.id);
  const { secret, issuer, audience, lifetime } = tokens;
  const now = Math.floor(tokens.clock.now() / 1000);
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(now)
    .setExpirationTime(now + lifetime);
  if (issuer !== null) token.setIssuer(issuer);
  if (audience !== null) token.setAudience(audience);
  return {
    access_token: await token.sign(secret),
    token_type: 'bearer',
    expires_in: lifetime,
    scope: claims.scope,
  };
};
