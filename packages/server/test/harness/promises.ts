import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { RawResponse } from './raw.js';

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

/** Holds responses against what the OpenAPI document promises of them: status, media type, every field of the body. */
export class Promises {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(readonly document: Document) {
    formats.default(this.#ajv);
    this.#ajv.addSchema(document, 'document');
  }

  /** @param path as it was sent, below the prefix, with its query. */
  hold(method: string, path: string, { status, headers, text }: RawResponse): void {
    const template = this.#templateOf(path);
    const operation = template === undefined ? undefined : this.document.paths[template]![method.toLowerCase()];
    // Outside of the document there is nothing but this.
    if (operation === undefined) return assert.deepEqual({ path, status }, { path, status: 404 });
    const promised = operation.responses[status];
    assert.ok(promised, `${operation.operationId} promises no ${status}: ${text}`);
    if (promised.content === undefined) return assert.equal(text, '');
    assert.match(headers['content-type'] ?? '', /^application\/json\b/);
    const pointer = [
      'paths',
      template!,
      method.toLowerCase(),
      'responses',
      String(status),
      'content',
      'application/json',
    ];
    const $ref = `document#/${pointer.map((part) => encodeURIComponent(escaped(part))).join('/')}/schema`;
    const validate = this.#ajv.getSchema($ref)!;
    assert.ok(validate(JSON.parse(text)), `${operation.operationId} ${status} ${text}`);
  }

  /** A path without parameters goes before one with, as in the router. */
  #templateOf(path: string): string | undefined {
    const plain = path.split('?')[0]!.replace(/(.)\/$/, '$1');
    const fitting = Object.keys(this.document.paths).filter((template) =>
      new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]*')}$`).test(plain),
    );
    return fitting.find((template) => !template.includes('{')) ?? fitting[0];
  }
}

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
