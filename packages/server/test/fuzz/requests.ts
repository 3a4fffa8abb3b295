import fc from 'fast-check';
import { oddities, valueFor, type Resolve, type Schema } from './values.js';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

/** As much of an operation as is needed to ask for it. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
}

export interface FuzzedRequest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** The key that the request carries, if any: then the answer to it is kept, whatever it is. */
  readonly key: string | null;
  readonly bytes: Buffer;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface DocumentedOperation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export const operationsIn = (document: unknown): Operation[] =>
  Object.entries((document as OpenApi).paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId, parameters = [], requestBody }]) => ({
      operationId,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody === undefined ? null : Object.values(requestBody.content)[0]!.schema,
    })),
  );

export const resolverOf =
  (document: unknown): Resolve =>
  (ref) =>
    (document as OpenApi).components.schemas[ref.split('/').at(-1)!]!;

/** In a path: what there is, for the most part. */
const knownInPaths: Readonly<Record<string, fc.Arbitrary<string>>> = {
  user: fc.constantFrom('7', '7', '8', 'me', '9'),
  number: fc.integer({ min: 1, max: 6 }).map(String),
  template: fc.constantFrom('gear', 'gear', 'fuzz'),
  sku: fc.constantFrom('POTION-1', 'fuzz'),
};

const tokens = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('admin', 'boss') },
  { weight: 3, arbitrary: fc.constantFrom('ann', 'bob', 'guest') },
  { weight: 1, arbitrary: fc.constantFrom(null, '', 'nobody') },
);

export const requestsTo = (operation: Operation, resolve: Resolve): fc.Arbitrary<FuzzedRequest> => {
  const { operationId, method, parameters, body } = operation;
  const valueOf = (place: Parameter['in']) =>
    parameters
      .filter((one) => one.in === place)
      .map(({ name, schema, required = false }) => {
        const value =
          place === 'path' ? inPath(operation.path, schema, resolve) : valueFor(schema, resolve, name).map(textOf);
        return { pair: fc.tuple(fc.constant(name), value), there: required ? 30 : 1 };
      });
  const query = fc.tuple(...valueOf('query').map(({ pair, there }) => fc.option(pair, { freq: there })));
  const key = parameters.some(({ name }) => name === 'idempotency-key')
    ? fc.option(
        fc.integer({ min: 1, max: 200 }).map((nth) => `key-${nth}`),
        { freq: 1 },
      )
    : fc.constant(null);
  return fc
    .tuple(fc.tuple(...valueOf('path').map(({ pair }) => pair)), query, key, tokens, bodyFor(body, resolve), slash)
    .map(([inThePath, inTheQuery, ofKey, token, sent, end]) => {
      const pairs = inTheQuery.filter((pair) => pair !== null).map(([name, value]) => `${name}=${encoded(value)}`);
      const plain = inThePath.reduce(
        (path, [name, value]) => path.replace(`{${name}}`, encoded(value)),
        operation.path,
      );
      const path = `${plain}${end}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
      const content = Buffer.from(sent ?? '', 'utf8');
      const lines = [
        `${method} /api${path} HTTP/1.1`,
        'host: localhost',
        'content-type: application/json',
        ...(token === null ? [] : [`authorization: Bearer ${token}`]),
        ...(ofKey === null ? [] : [`idempotency-key: ${ofKey}`]),
        ...(content.length > 0 || method === 'POST' || method === 'PUT' ? [`content-length: ${content.length}`] : []),
      ];
      const bytes = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), content]);
      return { operation: operationId, method, path, key: ofKey, bytes };
    });
};

const slash = fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constant('/') });

const inPath = (path: string, schema: Schema, resolve: Resolve): fc.Arbitrary<string> => {
  const isNumber = schema.type === 'integer';
  const kind = isNumber
    ? 'number'
    : path.startsWith('/users')
      ? 'user'
      : path.includes('templates')
        ? 'template'
        : 'sku';
  // Without anything between the slashes it would be another path.
  const other = valueFor(schema, resolve).map((value) => textOf(value) || '0');
  return fc.oneof({ weight: 12, arbitrary: knownInPaths[kind]! }, { weight: 1, arbitrary: other });
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Half of a surrogate pair cannot be sent; dots alone would be another path for whoever comes between. */
const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString()).replace(/^\.+$/, '%2E');

const bodyFor = (schema: Schema | null, resolve: Resolve): fc.Arbitrary<string | null> => {
  const broken = fc.oneof(fc.constant(null), oddities.map(textOf), fc.string({ maxLength: 40 }));
  if (schema === null) return fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: broken });
  const fitting = valueFor(schema, resolve).map((value) => JSON.stringify(value) ?? null);
  const cut = fc.tuple(fitting, fc.nat(200)).map(([text, length]) => text?.slice(0, length) ?? null);
  return fc.oneof({ weight: 16, arbitrary: fitting }, { weight: 1, arbitrary: cut }, { weight: 1, arbitrary: broken });
};
