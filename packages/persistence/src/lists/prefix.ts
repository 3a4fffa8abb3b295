import { raw, sql, type Sql } from '../sql/sql.js';

/** Whether a text begins with another: a range in the order of bytes, so that an index on the column leads to it. */
export const beginsWith = (column: string, prefix: string): Sql => {
  const name = raw(column);
  const next = textAfter(prefix);
  return next === null ? sql`${name} >= ${prefix}` : sql`${name} >= ${prefix} and ${name} < ${next}`;
};

/** The first text beyond all that begin so, in the order of their bytes in UTF-8, which is that of code points; null: none. */
const textAfter = (prefix: string): string | null => {
  const points = Array.from(prefix, (character) => character.codePointAt(0)!);
  while (points.at(-1) === lastPoint) points.pop();
  const last = points.pop();
  // Halves of pairs are no characters: what comes after the last one before them is the first one behind them.
  return last === undefined ? null : String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
};
const lastPoint = 0x10ffff;
