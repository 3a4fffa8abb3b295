import { DeniedError, InvalidInputError, type HoldallError } from '@holdall/core';
import { RequestFaults } from './request-faults.js';
import type { ErrorResource, Result } from '../wire/result.js';
import { denialToWire } from '../wire/denial.js';
import { codeOf, statuses } from './statuses.js';

/**
 * What the engine calls the fields of a command, where the wire calls them otherwise; '' for the body itself:
 * `{ item: '' }` makes `behaviors[0].max_use` of `item.behaviors[0].max_use`. A whole path goes before its beginning.
 */
export type FieldNames = Readonly<Record<string, string>>;

/** An error as Knetik's callers know it. What is not the caller's business (500 and above) tells nothing but its code; 501 is. */
export const toResult = (error: HoldallError, requestId: string, names: FieldNames = {}): Result => {
  const code = codeOf(error);
  return { code: statuses[code].code, request_id: requestId, result: resourcesOf(error, code, names) };
};

const resourcesOf = (error: HoldallError, code: string, names: FieldNames): ErrorResource[] => {
  if (error instanceof InvalidInputError) {
    return error.details.faults.map(({ path, message }) => {
      const field = error instanceof RequestFaults ? path : onTheWire(path, names);
      return { message: `${field} ${message}`.trim(), field: field === '' ? null : field, details: { code } };
    });
  }
  if (error instanceof DeniedError) {
    return [{ message: error.message, field: null, details: { code, ...denialToWire(error) } }];
  }
  if (statuses[codeOf(error)].status >= 500 && code !== 'not_implemented') {
    const message = error.transient ? 'Not now: try again shortly.' : 'Something failed on the server.';
    return [{ message, field: null, details: { code } }];
  }
  return [{ message: error.message, field: null, details: { ...error.details, code } }];
};

const onTheWire = (path: string, names: FieldNames): string => {
  if (Object.hasOwn(names, path)) return names[path]!;
  const [first = ''] = /^[\w$]*/.exec(path) ?? [];
  if (!Object.hasOwn(names, first)) return path;
  return `${names[first]!}${path.slice(first.length)}`.replace(/^\./, '');
};
