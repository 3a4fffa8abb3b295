import type { Request } from './attempt.js';
import { queryText, type Operation } from './operation.js';

export const requestFor = (operation: Operation<unknown>, basePath: string, key: string): Request => {
  const { method, path, query, accept, contentType, body } = operation;
  return {
    url: `${basePath}${path}${queryText(query)}`,
    method,
    headers: {
      accept: accept ?? 'application/json',
      ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
      // On every call: the vendor's own client leaves it out of one.
      'x-api-key': key,
    },
    body: body === undefined ? null : JSON.stringify(body),
  };
};
