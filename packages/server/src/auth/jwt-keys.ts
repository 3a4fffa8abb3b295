import { webcrypto } from 'node:crypto';
import { RemoteError, type Faults } from '@holdall/core';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import { checkSecret, secretBytes } from './secret.js';

/** What tokens are signed with: a secret that is shared with whoever makes them, or public keys. One of the two. */
export interface JwtKeyOptions {
  /** For HS256: at least 32 bytes, of a random generator. A text counts as its UTF-8. */
  readonly secret?: string | Uint8Array;
  /** Where the public keys are (they are fetched when needed, and kept for ten minutes), or the keys themselves. */
  readonly jwks?: URL | string | JSONWebKeySet;
  /** Which algorithms count with `jwks`. Default: all of them. */
  readonly algorithms?: readonly PublicKeyAlgorithm[];
}

/** Those whose verifying key is public: with them, the one who verifies cannot sign. */
export const publicKeyAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
export type PublicKeyAlgorithm = (typeof publicKeyAlgorithms)[number];

/** Keys with the algorithms that they were made for. The header of a token never chooses: a public key taken for a secret is the classic way in. */
export interface JwtKeys {
  readonly key: JWTVerifyGetKey;
  readonly algorithms: NonNullable<JWTVerifyOptions['algorithms']>;
}

const hs256 = { name: 'HMAC', hash: 'SHA-256' };

/** Null where a fault was found. */
export const jwtKeysFrom = ({ secret, jwks, algorithms }: JwtKeyOptions, faults: Faults): JwtKeys | null => {
  if ((secret === undefined) === (jwks === undefined)) {
    faults.add('', 'needs `secret` or `jwks`, and not both');
    return null;
  }
  if (secret !== undefined) {
    if (algorithms !== undefined) faults.add('algorithms', 'is for `jwks`: a secret is for HS256 alone');
    if (!checkSecret(secret, 'secret', faults)) return null;
    // As WebCrypto has keys: of anything else one is made anew for every token, which takes a quarter of its verification.
    const key = webcrypto.subtle.importKey('raw', secretBytes(secret), hs256, false, ['verify']);
    return { key: () => key, algorithms: ['HS256'] };
  }
  checkAlgorithms(algorithms, faults);
  const key = publicKeysOf(jwks!, faults);
  return key && { key, algorithms: [...(algorithms ?? publicKeyAlgorithms)] };
};

const checkAlgorithms = (algorithms: readonly string[] | undefined, faults: Faults): void => {
  if (algorithms === undefined) return;
  const known = new Set<string>(publicKeyAlgorithms);
  if (!Array.isArray(algorithms) || algorithms.length === 0 || algorithms.some((one) => !known.has(one))) {
    faults.add('algorithms', `must be a list of some of ${publicKeyAlgorithms.join(', ')}`);
  }
};

const publicKeysOf = (jwks: URL | string | JSONWebKeySet, faults: Faults): JWTVerifyGetKey | null => {
  if (typeof jwks === 'string' || jwks instanceof URL) return fetchedKeys(jwks, faults);
  if (holdsSecrets(jwks)) {
    faults.add('jwks', 'must hold public keys only, without the parts `d` and `k`');
    return null;
  }
  try {
    return createLocalJWKSet(jwks);
  } catch {
    faults.add('jwks', 'must be a URL or a JSON Web Key Set: { keys: [...] }');
    return null;
  }
};

/** A private key that lies where public ones belong was published, or soon will be. */
const holdsSecrets = ({ keys }: JSONWebKeySet): boolean =>
  Array.isArray(keys) && keys.some((key) => key.d !== undefined || key.k !== undefined);

const fetchedKeys = (address: URL | string, faults: Faults): JWTVerifyGetKey | null => {
  const url = URL.canParse(String(address)) ? new URL(address) : null;
  if (url === null || !isSafe(url)) {
    faults.add('jwks', 'must be a URL that begins with https: (or http: on this very machine)');
    return null;
  }
  const keys = createRemoteJWKSet(url);
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw new RemoteError('The keys of tokens could not be fetched.', {
        transient: true,
        ambiguous: false,
        cause: error,
      });
    }
  };
};

/** Whoever can change the keys on their way can sign tokens. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
