import type { Instant } from '../values/instant.js';
import { exact, minus, type Quantity } from '../values/quantity.js';
import type { LogRecord } from './log.js';

/** What one use took from one entry, and how much of that was given back since. */
export interface Take {
  readonly entry: number;
  readonly quantity: Quantity;
  readonly reversed: Quantity;
}

/** A use, with what it took from each entry in burn order (rule 15). It is kept nowhere but in the log. */
export interface UseRecord {
  readonly user: string;
  readonly id: number;
  readonly item: number;
  readonly at: Instant;
  /** Net of reversals: what counts in a window. */
  readonly net: Quantity;
  readonly takes: readonly Take[];
}

/** The use as one more record of it leaves it; null: its first. Others than `used` and `reversed` are not part of a use. */
export const useWith = (use: UseRecord | null, record: LogRecord): UseRecord => {
  const { user, item, at, entry, quantity } = record;
  const { takes, net, ...known } = use ?? { user, id: record.use!, item, at, net: 0, takes: [] };
  return record.type === 'used'
    ? { ...known, net: exact(net + quantity), takes: [...takes, { entry, quantity, reversed: 0 }] }
    : {
        ...known,
        net: minus(net, quantity),
        takes: takes.map((take) =>
          take.entry === entry ? { ...take, reversed: exact(take.reversed + quantity) } : take,
        ),
      };
};

/** The uses that these records make up, in the order of their first record; the records of each in that of their ids. */
export const usesIn = (records: readonly LogRecord[]): readonly UseRecord[] => {
  const uses = new Map<number, UseRecord>();
  for (const record of records) uses.set(record.use!, useWith(uses.get(record.use!) ?? null, record));
  return [...uses.values()];
};
