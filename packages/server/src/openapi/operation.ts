import { Type } from 'typebox';
import { statuses } from '../errors/statuses.js';
import { changingHeaders, readingHeaders } from '../request/entity-tag.js';
import { writingHeaders } from '../request/idempotency-key.js';
import type { AnyRoute } from '../routes/route.js';
import { Result, TokenRefusal } from '../wire/result.js';
import { ref } from '../wire/schema.js';

/** What is said of a route in the document: by the very schemas that its requests and answers are held to. */
export const operationOf = (route: AnyRoute) => ({
  operationId: route.id,
  summary: route.summary,
  tags: [route.tag],
  ...(route.params !== undefined && { params: route.params }),
  ...(route.query !== undefined && { querystring: route.query }),
  ...(route.body !== undefined && { body: route.body }),
  ...headersOf(route),
  response: {
    [route.success.status]: successOf(route),
    ...(answersKnown(route) && { 304: { description: 'It is still what `If-None-Match` says', type: 'null' } }),
    ...refusals,
    ...(route.partly === true && { 501: refusalOf(501) }),
  },
});

const headersOf = (route: AnyRoute) => {
  const { method, versioned = false, writes } = route;
  const headers = {
    ...(writes && writingHeaders),
    ...(versioned && (method === 'PUT' || method === 'DELETE') && changingHeaders),
    ...(answersKnown(route) && readingHeaders),
  };
  return Object.keys(headers).length > 0 && { headers: Type.Object(headers) };
};

const answersKnown = ({ method, versioned = false }: AnyRoute): boolean => versioned && method === 'GET';

const successOf = ({ method, versioned = false, success }: AnyRoute) => ({
  description: 'Done',
  ...(versioned && method !== 'DELETE' && { headers: { etag: { type: 'string', description: 'Its revision' } } }),
  ...(success.schema === null
    ? { type: 'null' }
    : { content: { [success.media ?? 'application/json']: { schema: success.schema } } }),
});

export const jsonOf = (schema: object) => ({ 'application/json': { schema } });

const descriptions: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood, or the rules refuse it: `details` says which and why',
  401: 'No token, or one that does not count here',
  403: 'The token does not permit that',
  404: 'What it is about does not exist',
  408: 'The request took too long to come in',
  409: 'The idempotency key was used for another request',
  412: 'It was changed since it was read',
  413: 'The body is too large',
  414: 'The path with its query is too long',
  429: 'Too many requests: try again after `Retry-After` seconds',
  431: 'The headers are too large',
  500: 'Something failed on the server',
  501: 'It is understood, and not implemented: `details` says which parameters',
  502: 'Something failed behind the server',
  503: 'Not now: try again after `Retry-After` seconds',
};

const refusalOf = (status: number) => ({
  description: descriptions[status]!,
  content: jsonOf(status === 401 ? ref(TokenRefusal) : ref(Result)),
});

/** Every status that the table of errors knows can meet every route, but for what is of a few routes alone. */
export const refusals = Object.fromEntries(
  [...new Set(Object.values(statuses).map(({ status }) => status))]
    .filter((status) => status !== 501)
    .map((status) => [status, refusalOf(status)]),
);
