import { createHmac } from 'node:crypto';
import { jwt } from '@holdall/server';

/** Known to everybody: there is nothing to steal here. */
const secret = 'nothing but figures are kept in the bench';

/** Everybody calls for themselves, with a token that the server, and the bare route, has to verify each time. */
export const authenticate = jwt({ secret });

/** A user's token, as an issuer signs it (HS256). */
export const tokenOf = (user: string): string => {
  let token = made.get(user);
  if (token === undefined) made.set(user, (token = sign(user)));
  return token;
};

const made = new Map<string, string>();

/** In seconds. Longer than any bench. */
const day = 86_400;

const sign = (sub: string): string => {
  const exp = Math.floor(Date.now() / 1000) + day;
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, exp })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
