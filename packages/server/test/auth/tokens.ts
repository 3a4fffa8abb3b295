import { SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { beginning } from '@holdall/testing';

export const secret = 'a secret of the tests, and of nothing else';
export const issuer = 'https://issuer.test';
export const audience = 'holdall-tests';

/** The second at which the clock of every test begins. */
export const start = beginning.getTime() / 1000;

type Claims = { readonly [Name in keyof JWTPayload]: JWTPayload[Name] | undefined };

/** Good in every respect, unless something is said otherwise; undefined leaves a claim out. */
export const sign = (claims: Claims = {}, key: string | CryptoKey = secret, alg = 'HS256'): Promise<string> => {
  const all = { sub: '7', iss: issuer, aud: audience, exp: start + 600, ...claims };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const bytes = typeof key === 'string' ? new TextEncoder().encode(key) : key;
  return new SignJWT(given).setProtectedHeader({ alg }).sign(bytes);
};

/** A token of any header and signature, as `jose` would never make one. */
export const forged = (header: object, claims: JWTPayload = {}, signature = ''): string => {
  const payload = { sub: '7', iss: issuer, aud: audience, exp: start + 600, ...claims };
  const parts = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...parts, signature].join('.');
};

export const bearer = (token: string) => ({ as: null, headers: { authorization: `Bearer ${token}` } }) as const;
