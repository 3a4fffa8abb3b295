import { Type } from 'typebox';
import { oneOf } from './schema.js';

/**
 * One of a few words as a body: bare, as clients of 2017 send it, or as `{"value": ...}`, as those of 2018 do. Knetik's
 * JavaScript client leaves the quotes out, which is seen to where bodies are read.
 */
export const wordOf = <const V extends string>(values: readonly V[]) =>
  Type.Unsafe<V | { readonly value: V }>({ anyOf: [oneOf(values), Type.Object({ value: oneOf(values) })] });

export const wordIn = <V extends string>(body: V | { readonly value: V }): V =>
  typeof body === 'string' ? body : body.value;
