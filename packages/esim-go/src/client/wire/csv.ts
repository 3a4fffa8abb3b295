import { parse } from 'csv-parse/sync';
import { Unreadable } from './unreadable.js';

/**
 * Rows of a table with a header, each by its header's name in lower case and without spaces: `Matching ID` is `matchingid`.
 * @throws Unreadable
 */
export const rowsFrom = (table: string): readonly ReadonlyMap<string, string>[] => {
  try {
    const [header = [], ...rows] = parse(table, { bom: true, skip_empty_lines: true, trim: true });
    const names = header.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
    return rows.map((row) => new Map(row.map((cell, index) => [names[index]!, cell])));
  } catch {
    throw new Unreadable('', 'is not a table of comma-separated values');
  }
};
