import { createHash } from 'node:crypto';
import type { Instant } from '@holdall/core';
import type { CallbackKind } from './callback.js';

/** For how long an identical body is taken for a repetition: a new country is announced again after 24 hours. */
const bucket = 24 * 60 * 60 * 1000;

/**
 * Of these there is one per eSIM, or per state of a bundle with its times: the same body is the same fact, whenever it
 * comes. The others name no moment, and may honestly be the same tomorrow.
 */
const once = new Set<CallbackKind>(['utilisation', 'first_use', 'first_attachment']);

/** SHA-256 of the bytes as they came, of the eSIM and, where a body may honestly come again, of the day (UTC). */
export const identityOf = (
  body: Uint8Array,
  {
    kind,
    iccid,
    receivedAt,
  }: { readonly kind: CallbackKind; readonly iccid: string | null; readonly receivedAt: Instant },
): string => {
  const day = once.has(kind) ? '' : Math.floor(receivedAt / bucket);
  return createHash('sha256')
    .update(`${iccid ?? ''}\n${day}\n`)
    .update(body)
    .digest('hex');
};
