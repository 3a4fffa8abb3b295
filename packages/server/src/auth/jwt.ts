import { Faults, systemClock, type Clock } from '@holdall/core';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { InvalidTokenError } from '../errors/invalid-token.js';
import type { Authenticate } from './authenticate.js';
import { principalFrom } from './claims.js';
import { jwtKeysFrom, type JwtKeyOptions } from './jwt-keys.js';
import type { Principal } from './principal.js';

export interface JwtOptions extends JwtKeyOptions {
  /** What `iss` must be: one of these. Default: anything. */
  readonly issuer?: string | readonly string[];
  /** What must stand in `aud`: one of these. Default: anything. Say it wherever the issuer serves others, too. */
  readonly audience?: string | readonly string[];
  /** How far, in seconds, the issuer's clock may be from ours: 0 to 300. Default: 5. */
  readonly clockTolerance?: number;
  /** Whose `now` tokens are measured by. Default: the machine's clock. */
  readonly clock?: Clock;
  /** Who a token speaks for, where its claims are other than ours. Null: nobody that is known here. */
  readonly principal?: (claims: JWTPayload) => Principal | null | Promise<Principal | null>;
}

/**
 * Knows callers by JSON Web Tokens. A token must be signed by one of the keys, with an algorithm of theirs, and say when
 * it ends (`exp`). What does not look like one is left to others: see `firstOf`.
 * @throws InvalidInputError naming every fault of the options.
 */
export const jwt = (options: JwtOptions): Authenticate => {
  const faults = new Faults();
  const keys = jwtKeysFrom(options, faults);
  checkNames(options.issuer, 'issuer', faults);
  checkNames(options.audience, 'audience', faults);
  const { clock = systemClock, clockTolerance = 5, issuer, audience, principal = principalFrom } = options;
  if (!(clockTolerance >= 0 && clockTolerance <= 300)) faults.add('clockTolerance', 'must be 0 to 300 seconds');
  faults.refuseIfAny();

  const { key, algorithms } = keys!;
  const demands = {
    algorithms,
    requiredClaims: ['exp'],
    clockTolerance,
    ...(issuer !== undefined && { issuer: listOf(issuer) }),
    ...(audience !== undefined && { audience: listOf(audience) }),
  };
  return async ({ token }) => {
    if (token === null || !looksLikeOne(token)) return null;
    const { payload } = await jwtVerify(token, key, { ...demands, currentDate: new Date(clock.now()) }).catch(refuse);
    return principal(payload);
  };
};

const looksLikeOne = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);

/** Says only that a token is over, which its owner can mend. Anything more would help whoever makes them up. */
const refuse = (error: unknown): never => {
  if (error instanceof errors.JWTExpired) throw new InvalidTokenError('This token is over: get a new one.');
  if (error instanceof errors.JOSEError) throw new InvalidTokenError();
  throw error;
};

const listOf = (names: string | readonly string[]): string[] => (typeof names === 'string' ? [names] : [...names]);

/** An empty list would let nobody in, and an empty text is a setting that somebody forgot. */
const checkNames = (names: unknown, path: string, faults: Faults): void => {
  if (names === undefined) return;
  const list: unknown[] = Array.isArray(names) ? names : [names];
  if (list.length === 0 || list.some((name) => typeof name !== 'string' || name === '')) {
    faults.add(path, 'must be a text, or a list of texts, none of them empty');
  }
};
