import type { Faults } from '@holdall/core';

/** As long as what HS256 makes of it (RFC 7518, 3.2): a shorter one is guessed from a single token, far from this server. */
const fewestBytes = 32;

export const secretBytes = (secret: string | Uint8Array): Uint8Array =>
  typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;

export const checkSecret = (secret: unknown, path: string, faults: Faults): secret is string | Uint8Array => {
  if (typeof secret === 'string' || secret instanceof Uint8Array) {
    if (secretBytes(secret).length >= fewestBytes) return true;
  }
  faults.add(
    path,
    `must be a text or bytes of at least ${fewestBytes} bytes, such as \`openssl rand -base64 48\` prints`,
  );
  return false;
};
