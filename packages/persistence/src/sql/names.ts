import type { Dialect } from './dialect.js';
import type { Sql } from './sql.js';

/** All our SQL is written with names that begin so. */
export const defaultPrefix = 'holdall_';

/** A text of ours with the names that the host chose. Values are never part of it. */
export const named = (text: string, { prefix }: Pick<Dialect, 'prefix'>): string =>
  prefix === defaultPrefix ? text : text.replaceAll(defaultPrefix, () => prefix);

/** A statement as the driver takes it: its parameters numbered, its names the host's. */
export const textOf = ({ texts }: Sql, dialect: Dialect): string =>
  named(
    texts.reduce((all, text, index) => `${all}${dialect.placeholder(index)}${text}`),
    dialect,
  );

/** PostgreSQL cuts names at 63 bytes: this leaves more than the longest name of an index needs behind the prefix. */
export const longestPrefix = 30;

/** Names that the databases keep for themselves: tables that begin with the first two, and `current_user` and its like. */
const taken = /^(sqlite_|pg_)|^(current_|session_|system_)$/;

/** What is wrong with a prefix, or null. */
export const faultOfPrefix = (prefix: unknown): string | null => {
  if (typeof prefix !== 'string' || !/^[a-z][a-z0-9_]*$/.test(prefix) || prefix.length > longestPrefix) {
    return `must be lower-case letters, digits and _, beginning with a letter, at most ${longestPrefix} characters`;
  }
  return taken.test(prefix) ? 'is one that the database keeps for itself: take another' : null;
};
