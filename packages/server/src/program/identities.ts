import { InvalidInputError, type Fault } from '@holdall/core';
import { apiKeys } from '../auth/api-keys.js';
import type { ApiKey } from '../auth/api-key.js';
import type { Authenticate } from '../auth/authenticate.js';
import { firstOf } from '../auth/first-of.js';
import { jwt } from '../auth/jwt.js';
import type { PublicKeyAlgorithm } from '../auth/jwt-keys.js';
import { tokensFrom, type OAuthClient, type TokenOptions } from '../auth/oauth/options.js';
import { demoKeys, type Demo } from './demo.js';
import type { Settings } from './settings/table.js';

/** Who is known here, and who may ask for tokens. */
export interface Identities {
  readonly authenticate: Authenticate;
  readonly tokens: TokenOptions | null;
}

/** @throws InvalidInputError that names every fault by its setting. */
export const identitiesFrom = (settings: Settings, demo: Demo | null): Identities => {
  const faults: Fault[] = [];
  const named = <R>(names: Readonly<Record<string, string>>, make: () => R): R[] => {
    try {
      return [make()];
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      faults.push(...error.details.faults.map(({ path, message }) => ({ path: renamed(path, names), message })));
      return [];
    }
  };
  const { jwtSecret, jwks } = settings;
  const ways = [
    ...(jwtSecret === null && jwks === null ? [] : named(jwtNames, () => jwt(jwtOptions(settings)))),
    ...(settings.apiKeys === null
      ? []
      : named({ keys: 'apiKeys' }, () => apiKeys({ keys: apiKeysIn(settings.apiKeys!) }))),
    ...(demo === null ? [] : [apiKeys({ keys: demoKeys(demo) })]),
  ];
  const tokens = settings.clients === null ? null : tokenOptions(settings);
  if (tokens !== null) named({ 'tokens.clients': 'clients' }, () => tokensFrom(tokens));
  if (faults.length > 0) throw new InvalidInputError(faults);
  return { authenticate: firstOf(...ways), tokens };
};

const jwtNames = {
  secret: 'jwtSecret',
  algorithms: 'jwtAlgorithms',
  issuer: 'jwtIssuer',
  audience: 'jwtAudience',
  clockTolerance: 'jwtClockTolerance',
};

const jwtOptions = (settings: Settings) => ({
  ...(settings.jwtSecret !== null && { secret: settings.jwtSecret }),
  ...(settings.jwks !== null && { jwks: settings.jwks }),
  ...(settings.jwtAlgorithms !== null && { algorithms: settings.jwtAlgorithms as readonly PublicKeyAlgorithm[] }),
  ...(settings.jwtIssuer !== null && { issuer: settings.jwtIssuer }),
  ...(settings.jwtAudience !== null && { audience: settings.jwtAudience }),
  clockTolerance: settings.jwtClockTolerance,
});

const tokenOptions = (settings: Settings): TokenOptions => ({
  secret: settings.jwtSecret!,
  ...(settings.jwtIssuer !== null && { issuer: settings.jwtIssuer }),
  ...(settings.jwtAudience !== null && { audience: settings.jwtAudience }),
  lifetime: settings.tokenLifetime,
  // Whether they are what they should be, `tokensFrom` says.
  clients: settings.clients!.map(
    (client) => ({ secretHash: null, permissions: [], ...client }) as unknown as OAuthClient,
  ),
});

/** Whether they are what they should be, `apiKeys` says. */
const apiKeysIn = (keys: NonNullable<Settings['apiKeys']>): readonly ApiKey[] =>
  keys.map((key) => {
    const expires = key['expires'] ?? null;
    return {
      user: null,
      permissions: [],
      ...key,
      // A text; any other is no moment.
      expires: expires === null ? null : new Date(typeof expires === 'string' ? expires : NaN),
    } as unknown as ApiKey;
  });

const renamed = (path: string, names: Readonly<Record<string, string>>): string => {
  const [from, to] = Object.entries(names).find(([name]) => path.startsWith(name)) ?? ['', ''];
  return `${to}${path.slice(from.length)}`;
};
