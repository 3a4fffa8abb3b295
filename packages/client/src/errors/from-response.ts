import type { Denial } from '../models/denial.js';
import type { ErrorResource } from '../models/result.js';
import { retryAfterIn } from '../transport/retry-after.js';
import { classFor } from './by-status.js';
import { DeniedError } from './denied.js';
import type { Refusal, RefusedError } from './refused.js';

type Fields = Readonly<Record<string, unknown>>;

/** An answer that is no success, as an error. Whatever stands in its body, it becomes one: proxies answer in HTML. */
export const errorFrom = (response: Response, body: string, now: number): RefusedError => {
  const json = jsonIn(body);
  const result = resourcesIn(json);
  const details = asFields(result[0]?.details);
  const denials = details['code'] === 'denied' ? denialsIn(details) : [];
  const refusal: Refusal = {
    status: response.status,
    code: wordIn(details['code']) ?? wordIn(json['error']) ?? `http_${response.status}`,
    message: messageIn(json, result) ?? `The server answered with status ${response.status}.`,
    resultCode: typeof json['code'] === 'number' ? json['code'] : null,
    result,
    requestId: wordIn(json['request_id']) ?? response.headers.get('x-request-id'),
    retryAt: momentIn(details['retry_at']) ?? retryAfterIn(response.headers, now),
    body: beginningOf(body),
  };
  const [first, ...others] = denials;
  return first === undefined ? new (classFor(response.status))(refusal) : new DeniedError(refusal, [first, ...others]);
};

/** Enough to recognise who answered. */
export const beginningOf = (body: string): string => body.slice(0, 500);

const jsonIn = (body: string): Fields => {
  try {
    return asFields(JSON.parse(body));
  } catch {
    return {};
  }
};

const asFields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

const resourcesIn = ({ result }: Fields): readonly ErrorResource[] =>
  Array.isArray(result) ? result.map((one: unknown) => asFields(one)) : [];

const wordIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The token layer speaks OAuth's words; all the rest speaks in a list, of which every line is worth reading. */
const messageIn = (json: Fields, result: readonly ErrorResource[]): string | null =>
  wordIn(json['error_description']) ?? wordIn(result.map(({ message }) => message ?? '').join('; '));

const momentIn = (seconds: unknown): Date | null => (typeof seconds === 'number' ? new Date(seconds * 1000) : null);

const denialsIn = ({ denials }: Fields): readonly Denial[] =>
  (Array.isArray(denials) ? denials.map(asFields) : []).map((denial) => ({
    rule: String(denial['rule']),
    reason: String(denial['reason']),
    itemId: Number(denial['item_id']),
    facts: asFields(denial['facts']),
    retryAt: momentIn(denial['retry_at']),
  }));
