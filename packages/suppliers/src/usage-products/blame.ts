import { NotImplementedError } from '../errors/index.js';
import type { Params } from '../query/dialect.js';

/** What may be left out of a request. */
export const optionalIn = (params: Params): readonly string[] =>
  Object.keys(params).filter((name) => name !== 'page' && name !== 'pageSize');

/**
 * Which parameter a 501 is about: the one that its text names, the only one there is, or the one that is answered so when it
 * is asked for alone. null: none of them by itself.
 */
export const parameterBehind = async (
  { details: { supplierMessage } }: NotImplementedError,
  params: Params,
  ask: (params: Params) => Promise<unknown>,
): Promise<string | null> => {
  const names = optionalIn(params);
  const named = names.filter((name) => new RegExp(`\\b${name}\\b`).test(supplierMessage ?? ''));
  if (named.length === 1) return named[0]!;
  if (names.length <= 1) return names[0] ?? null;
  for (const name of names) {
    const refused = await ask({ page: '1', pageSize: '1', [name]: params[name]! }).then(
      () => false,
      (error: unknown) => error instanceof NotImplementedError,
    );
    if (refused) return name;
  }
  return null;
};
