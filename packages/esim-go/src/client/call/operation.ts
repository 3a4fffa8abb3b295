import type { Answer } from '../wire/answer.js';
import { jsonFrom } from '../wire/json.js';
import type { Reader } from '../wire/readers.js';

/**
 * What doing it twice does: `none`, it only asks; `same`, no more than doing it once; `more`, it buys, revokes, refunds or
 * disturbs again (contract 4.4). Only the first two are ever repeated without knowing what became of the first try.
 */
export type Effect = 'none' | 'same' | 'more';

export interface Operation<T> {
  /** The vendor's name of it. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the base path on, its segments already escaped. */
  readonly path: string;
  readonly query?: Query | undefined;
  readonly body?: unknown;
  readonly accept?: string | null | undefined;
  readonly contentType?: string | null | undefined;
  readonly effect: Effect;
  /** What it is about, where a 403 may mean that the account cannot see it. */
  readonly about?: { readonly iccid?: string | undefined; readonly reference?: string | undefined };
  /** Whether it takes bundles from the inventory, so that a 403 may mean that there are none. */
  readonly takesStock?: boolean;
  /** Whether nothing but the eSIM can be wrong about it, so that a 400 means the eSIM, as versions up to 2.3 answered. */
  readonly only?: 'iccid';
  /** @throws Unreadable */
  read(answer: Answer): T;
}

export type Query = Readonly<
  Record<string, string | number | boolean | readonly (string | number)[] | null | undefined>
>;

/** Null and undefined are left out; a list repeats the key. */
export const queryText = (query: Query = {}): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, `${one}`]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
};

/** For answers of JSON. */
export const readJson =
  <T>(read: Reader<T>) =>
  (answer: Answer): T =>
    read(jsonFrom(answer), '');
