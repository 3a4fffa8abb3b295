import { isObject, list, type Reader } from './readers.js';

/** All of them under one name; and, where there is exactly one, its fields as well. */
export type OneOrMany<One, Name extends string> = Partial<One> & { readonly [Key in Name]: readonly One[] };

/**
 * For what is documented as one object and comes as several: an object, a list, or an object with a list under a name that
 * is none of the one's own. The fields stand by themselves only where nothing is passed over by reading them.
 */
export const oneOrMany =
  <One extends object, Name extends string>(
    name: Name,
    one: Reader<One> & { readonly names: ReadonlySet<string> },
  ): Reader<OneOrMany<One, Name>> =>
  (value, path) =>
    together(name, allIn(value, one, path));

export const together = <One extends object, Name extends string>(
  name: Name,
  all: readonly One[],
): OneOrMany<One, Name> => {
  const many = { [name]: all } as { readonly [Key in Name]: readonly One[] };
  return all.length === 1 ? { ...all[0]!, ...many } : (many as OneOrMany<One, Name>);
};

const allIn = <One>(
  value: unknown,
  one: Reader<One> & { readonly names: ReadonlySet<string> },
  path: string,
): readonly One[] => {
  if (!isObject(value)) return list(one)(value, path);
  const entries = Object.entries(value);
  if (entries.length === 0) return [];
  const lists = entries.filter(([, it]) => Array.isArray(it));
  const wrapped = lists.length === 1 && !entries.some(([field]) => one.names.has(field));
  return wrapped ? list(one)(lists[0]![1], lists[0]![0]) : [one(value, path)];
};
