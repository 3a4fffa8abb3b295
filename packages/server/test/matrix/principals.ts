import { apiKeys, firstOf, jwt, makeApiKey, type Authenticate, type NewApiKey } from '../../src/index.js';
import type { Clock } from '@holdall/core';
import { audience, forged, issuer, secret, sign, start } from '../auth/tokens.js';
import type { Who } from './table.js';

/** Somebody who is known: what they are is written here by hand, apart from what their token says. */
export interface Known {
  readonly name: string;
  readonly user: string | null;
  readonly may: readonly Who[];
  readonly token: () => Promise<string> | string;
}

const keys: NewApiKey[] = [];
const keyOf = (user: string | null, ...permissions: NewApiKey['stored']['permissions']): (() => string) => {
  const made = makeApiKey({ name: user ?? 'a program', user, permissions });
  keys.push(made);
  return () => made.key;
};
const program = { sub: undefined, client_id: 'shop' };

const inventoryAdmin = ['any', 'INVENTORY_ADMIN', 'INVENTORY_ADMIN or owner'] as const;
const templateAdmin = ['any', 'TEMPLATE_ADMIN', 'TEMPLATE_ADMIN or ACHIEVEMENTS_ADMIN'] as const;
const achievementsAdmin = ['any', 'TEMPLATE_ADMIN or ACHIEVEMENTS_ADMIN'] as const;

/** `may` leaves out what an owner may with data of their own: that depends on the path. */
export const known: readonly Known[] = [
  { name: 'the owner', user: '7', may: ['any'], token: () => sign() },
  { name: 'another user', user: '8', may: ['any'], token: () => sign({ sub: '8' }) },
  { name: 'a guest', user: '9', may: ['any'], token: () => sign({ sub: '9', guest: true }) },
  { name: 'the owner as a guest', user: '7', may: ['any'], token: () => sign({ guest: true }) },
  { name: 'a user named me', user: 'me', may: ['any'], token: () => sign({ sub: 'me' }) },
  { name: 'a program', user: null, may: ['any'], token: () => sign(program) },
  {
    name: 'INVENTORY_ADMIN',
    user: null,
    may: inventoryAdmin,
    token: () => sign({ ...program, scope: 'INVENTORY_ADMIN' }),
  },
  {
    name: 'INVENTORY_ADMIN, a user',
    user: '1',
    may: inventoryAdmin,
    token: () => sign({ sub: '1', permissions: ['INVENTORY_ADMIN'] }),
  },
  { name: 'TEMPLATE_ADMIN', user: '2', may: templateAdmin, token: () => sign({ sub: '2', scope: 'TEMPLATE_ADMIN' }) },
  {
    name: 'ACHIEVEMENTS_ADMIN',
    user: '3',
    may: achievementsAdmin,
    token: () => sign({ sub: '3', scope: 'read ACHIEVEMENTS_ADMIN' }),
  },
  {
    name: 'an almost administrator',
    user: '4',
    may: ['any'],
    token: () => sign({ sub: '4', scope: 'admin inventory_admin INVENTORY_ADMIN,TEMPLATE_ADMIN' }),
  },
  { name: 'the key of the owner', user: '7', may: ['any'], token: keyOf('7') },
  { name: 'the key of another user', user: '8', may: ['any'], token: keyOf('8') },
  { name: 'the key of a program', user: null, may: ['any'], token: keyOf(null) },
  { name: 'the key of INVENTORY_ADMIN', user: null, may: inventoryAdmin, token: keyOf(null, 'INVENTORY_ADMIN') },
  { name: 'the key of TEMPLATE_ADMIN', user: '2', may: templateAdmin, token: keyOf('2', 'TEMPLATE_ADMIN') },
  { name: 'the key of ACHIEVEMENTS_ADMIN', user: '3', may: achievementsAdmin, token: keyOf('3', 'ACHIEVEMENTS_ADMIN') },
];

const revoked = makeApiKey({ name: 'revoked', permissions: ['INVENTORY_ADMIN', 'TEMPLATE_ADMIN'] });
const over = makeApiKey({ name: 'over', permissions: ['INVENTORY_ADMIN'], expires: new Date(start * 1000) });
const everything = { sub: '7', scope: 'INVENTORY_ADMIN TEMPLATE_ADMIN ACHIEVEMENTS_ADMIN' };

/** The `Authorization` of those who are nobody here, however much their tokens claim. Null: there is no such header. */
export const strangers: readonly (readonly [string, () => Promise<string | null> | string | null])[] = [
  ['no token', () => null],
  ['an empty token', () => 'Bearer '],
  ['no scheme', async () => sign(everything)],
  ['another scheme', async () => `Basic ${await sign(everything)}`],
  ['two tokens', async () => `Bearer ${await sign(everything)} ${await sign(everything)}`],
  ['garbage', () => 'Bearer garbage'],
  ['the name of a user', () => 'Bearer 7'],
  ['me', () => 'Bearer me'],
  ['an expired token', async () => `Bearer ${await sign({ ...everything, exp: start - 60 })}`],
  ['a token of another audience', async () => `Bearer ${await sign({ ...everything, aud: 'other' })}`],
  ['a token of another issuer', async () => `Bearer ${await sign({ ...everything, iss: 'https://other.test' })}`],
  [
    'a token of another secret',
    async () => `Bearer ${await sign(everything, 'another secret, just as long as the first')}`,
  ],
  ['a token without a signature', () => `Bearer ${forged({ alg: 'none' }, everything)}`],
  ['a key that was revoked', () => `Bearer ${revoked.key}`],
  ['a key that is over', () => `Bearer ${over.key}`],
];

export const authenticateBy = (clock: Clock): Authenticate =>
  firstOf(
    jwt({ secret, issuer, audience, clock }),
    apiKeys({ keys: [...keys.map(({ stored }) => stored), over.stored], clock }),
  );
