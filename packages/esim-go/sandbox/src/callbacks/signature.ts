import { createHmac } from 'node:crypto';
import type { World } from '../world/world.js';

/** What X-Signature-SHA256 says: HMAC-SHA256 of the raw body with the API key. V2 has none. */
export const signatureOf = ({ settings, keys }: World, body: string): string | null => {
  const { version, signature, encoding } = settings.callbacks;
  const key = keys[0];
  if (version === 'V2' || signature === 'none' || key === undefined) return null;
  return createHmac('sha256', signature === 'right' ? key : `not ${key}`)
    .update(body)
    .digest(encoding);
};
