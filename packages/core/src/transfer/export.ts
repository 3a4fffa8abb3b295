import type { Store } from '../ports/store.js';
import { Sha256 } from '../values/sha-256.js';
import { header, lineOf, noRecords, type Trailer } from './format.js';

/**
 * Everything that a store keeps, as of one moment, line by line: joined, they are the file. Two stores are equal when
 * their exports are, byte for byte.
 */
export async function* exportFrom(store: Store): AsyncGenerator<string, void, undefined> {
  const counts = noRecords();
  const hash = new Sha256();
  const line = (value: object): string => {
    const text = lineOf(value);
    hash.update(text);
    return text;
  };
  yield line(header);
  for await (const part of store.export()) {
    for (const stored of part) {
      counts[stored.kind] += 1;
      yield line(stored);
    }
  }
  const trailer: Trailer = { holdall: 'end', records: counts, sha256: hash.digest() };
  yield lineOf(trailer);
}
