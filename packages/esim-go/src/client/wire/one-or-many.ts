import { isObject, list, type Reader } from './readers.js';

/** All of them under one name; and, where there is exactly one, its fields as well. */
export type OneOrMany<One, Name extends string> = Partial<One> & { readonly [Key in Name]: readonly One[] };

/**
 * For what is documented as one object and comes as several: an object, a list, or an object around a list, which is under
 * this name or alone under one that is none of the one's own. The fields stand by themselves only where nothing is passed
 * over by reading them.
 */
export const oneOrMany =
  <One extends object, Name extends string>(
    name: Name,
    one: Reader<One> & { readonly names: ReadonlySet<string> },
  ): Reader<OneOrMany<One, Name>> =>
  (value, path) =>
    together(name, list(one)(listIn(value, name, one.names), path));

export const together = <One extends object, Name extends string>(
  name: Name,
  all: readonly One[],
): OneOrMany<One, Name> => {
  const many = { [name]: all } as { readonly [Key in Name]: readonly One[] };
  return all.length === 1 ? { ...all[0]!, ...many } : (many as OneOrMany<One, Name>);
};

const listIn = (value: unknown, name: string, names: ReadonlySet<string>): unknown => {
  if (!isObject(value)) return value;
  if (Array.isArray(value[name])) return value[name];
  const entries = Object.entries(value);
  const [only, ...others] = entries.flatMap(([, it]) => (Array.isArray(it) ? [it as unknown] : []));
  const wrapped = others.length === 0 && !entries.some(([field]) => names.has(field));
  return wrapped ? (only ?? (entries.length === 0 ? [] : value)) : value;
};
