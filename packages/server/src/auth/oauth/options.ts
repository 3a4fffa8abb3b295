import { at, Faults, systemClock, type Clock } from '@holdall/core';
import { permissionNames, permissionsIn, type PermissionName } from '../principal.js';
import { checkSecret, secretBytes } from '../secret.js';
import { isSecretHash } from './client-secret.js';

/** A program that may ask for tokens. */
export interface OAuthClient {
  /** 1 to 100 visible ASCII characters. Stands in the log as the actor when it calls for itself. */
  readonly id: string;
  /** A text of `hashClientSecret`. Null: it can keep no secret (a game on a phone), and asks for its users only. */
  readonly secretHash: string | null;
  /** What it may when it calls for itself. */
  readonly permissions: readonly PermissionName[];
}

/** A user who gave the right password. */
export interface VerifiedUser {
  readonly user: string;
  readonly guest?: boolean;
  readonly permissions?: readonly PermissionName[];
}

export interface TokenOptions {
  /** Signs the tokens (HS256): at least 32 bytes. `jwt` knows them again by the same. */
  readonly secret: string | Uint8Array;
  /** `iss` of the tokens. Default: none. */
  readonly issuer?: string;
  /** `aud` of the tokens. Default: none. */
  readonly audience?: string;
  /** How long a token counts, in seconds: 60 to 86,400. Default: 3,600. There is no way to revoke one before. */
  readonly lifetime?: number;
  readonly clients: readonly OAuthClient[];
  /** Says whose name and password these are; null: nobody's. Without it, there is no password grant. */
  readonly verifyPassword?: (username: string, password: string) => VerifiedUser | null | Promise<VerifiedUser | null>;
  /** Whose `now` tokens begin at. Default: the machine's clock. */
  readonly clock?: Clock;
}

/** The options as the grants read them: checked, with their defaults. */
export interface Tokens {
  readonly secret: Uint8Array;
  readonly issuer: string | null;
  readonly audience: string | null;
  readonly lifetime: number;
  readonly clients: ReadonlyMap<string, OAuthClient>;
  readonly verifyPassword: TokenOptions['verifyPassword'] | null;
  readonly clock: Clock;
}

/** @throws InvalidInputError naming every fault. */
export const tokensFrom = (options: TokenOptions): Tokens => {
  const { secret, issuer = null, audience = null, lifetime = 3600, clients, verifyPassword = null } = options;
  const faults = new Faults();
  checkSecret(secret, 'tokens.secret', faults);
  if (issuer === '') faults.add('tokens.issuer', 'must not be empty');
  if (audience === '') faults.add('tokens.audience', 'must not be empty');
  if (!Number.isInteger(lifetime) || lifetime < 60 || lifetime > 86_400) {
    faults.add('tokens.lifetime', 'must be a whole number of seconds, 60 to 86400');
  }
  if (clients.length === 0) faults.add('tokens.clients', 'must have at least one: nobody else gets a token');
  clients.forEach((client, index) => checkClient(client, at('tokens.clients', index), faults));
  const byId = new Map(clients.map((client) => [client.id, client]));
  if (byId.size < clients.length) faults.add('tokens.clients', 'must have ids that differ');
  faults.refuseIfAny();
  const { clock = systemClock } = options;
  return { secret: secretBytes(secret), issuer, audience, lifetime, clients: byId, verifyPassword, clock };
};

const checkClient = ({ id, secretHash, permissions }: OAuthClient, path: string, faults: Faults): void => {
  if (!/^[!-~]{1,100}$/.test(id)) faults.add(at(path, 'id'), 'must be 1 to 100 visible ASCII characters');
  if (secretHash !== null && !isSecretHash(secretHash)) {
    faults.add(at(path, 'secretHash'), 'must be null or what hashClientSecret gives: a hash, not the secret');
  }
  if (permissionsIn(permissions).size < permissions.length) {
    faults.add(at(path, 'permissions'), `must be a list of some of ${permissionNames.join(', ')}, each once`);
  }
  if (secretHash === null && permissions.length > 0) {
    faults.add(at(path, 'permissions'), 'must be empty without a secret: anybody can say that they are this client');
  }
};
