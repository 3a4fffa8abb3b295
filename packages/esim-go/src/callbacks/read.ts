import type { Instant } from '@holdall/core';
import { jsonIn } from '../client/wire/json.js';
import { isObject } from '../client/wire/readers.js';
import type { BundleFacts, Callback, CallbackKind, CountryFacts, TopupFacts } from './callback.js';
import { amountIn, bytesIn, fieldOf, flagIn, iccidIn, momentIn, textIn } from './facts.js';
import { identityOf } from './identity.js';
import { CallbackRefusedError } from './refused.js';

/** By `alertType`, exactly as the vendor writes it. */
const kinds: ReadonlyMap<string | null, CallbackKind> = new Map([
  ['Utilisation', 'utilisation'],
  ['FirstUse', 'first_use'],
  ['FirstAttachment', 'first_attachment'],
  ['CountryChange', 'country_change'],
  ['Topup', 'topup'],
  ['AutoTopup', 'topup'],
  ['eSIMGoTopup', 'topup'],
]);

/**
 * A callback out of the bytes of its body, of version 2 or 3. Whether they are signed is for the caller to find out, and
 * before: `checkSignature`.
 * @throws CallbackRefusedError where it is no JSON object. Everything else is kept, with null for what cannot be read.
 */
export const readCallback = (
  body: Uint8Array,
  { receivedAt, signed }: { readonly receivedAt: Instant; readonly signed: boolean },
): Callback => {
  const raw = textOf(body);
  const content = objectIn(raw);
  const type = textIn(fieldOf(content, 'alertType'));
  const kind = kinds.get(type) ?? 'unknown';
  const iccid = iccidIn(fieldOf(content, 'iccid'));
  const bundle = fieldOf(content, 'bundle');
  return {
    id: identityOf(body, { kind, iccid, receivedAt }),
    receivedAt,
    signed,
    type,
    kind,
    iccid,
    bundle: kind === 'utilisation' || kind === 'first_use' ? bundleIn(bundle) : null,
    country: kind === 'country_change' ? countryIn(fieldOf(content, 'country')) : null,
    topup: kind === 'topup' ? topupIn(bundle) : null,
    raw,
  };
};

const textOf = (body: Uint8Array): string => {
  if (body.length === 0) throw new CallbackRefusedError('empty');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new CallbackRefusedError('not_utf8');
  }
};

const objectIn = (raw: string): object => {
  const content = jsonOf(raw);
  if (!isObject(content)) throw new CallbackRefusedError('not_an_object');
  return content;
};

const jsonOf = (raw: string): unknown => {
  try {
    return jsonIn(raw);
  } catch {
    throw new CallbackRefusedError('not_json');
  }
};

const bundleIn = (value: unknown): BundleFacts | null => {
  if (!isObject(value)) return null;
  const unlimited = flagIn(fieldOf(value, 'unlimited'));
  return {
    name: textIn(fieldOf(value, 'name')),
    id: textIn(fieldOf(value, 'id')),
    reference: textIn(fieldOf(value, 'reference')),
    unlimited,
    ...(unlimited === true ? unmetered : metersIn(value)),
    startsAt: momentIn(fieldOf(value, 'startTime')),
    endsAt: momentIn(fieldOf(value, 'endTime')),
  };
};

const unmetered = { initial: null, remaining: null } as const;

/** One of them alone, or more left than there was, says nothing of what was used. */
const metersIn = (value: object): Pick<BundleFacts, 'initial' | 'remaining'> => {
  const initial = bytesIn(fieldOf(value, 'initialQuantity'));
  const remaining = bytesIn(fieldOf(value, 'remainingQuantity'));
  return initial === null || remaining === null || remaining > initial ? unmetered : { initial, remaining };
};

const countryIn = (value: unknown): CountryFacts | null =>
  isObject(value) ? { code: textIn(fieldOf(value, 'code')), name: textIn(fieldOf(value, 'name')) } : null;

const topupIn = (value: unknown): TopupFacts | null =>
  isObject(value)
    ? { before: amountIn(fieldOf(value, 'oldAmount')), after: amountIn(fieldOf(value, 'newAmount')) }
    : null;
