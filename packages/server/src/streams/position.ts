import { InvalidInputError, type InventoryEvent } from '@holdall/core';

/**
 * How far a user's events were told: up to a log record, and of that one so many. A use that takes the last one is a
 * record of two events: used, and used up.
 */
export interface Position {
  readonly record: number;
  readonly told: number;
}

const all = 2;

/** All of the records up to one: 0 for none. */
export const after = (record: number): Position => ({ record, told: all });
export const positionOf = ({ id, type }: InventoryEvent): Position => ({
  record: id,
  told: type === 'used_up' ? 2 : 1,
});

export const furthest = (one: Position, other: Position): Position =>
  other.record > one.record || (other.record === one.record && other.told > one.told) ? other : one;

export const idOf = ({ record, told }: Position): string => `${record}.${told}`;

/**
 * Reads what `idOf` wrote; the bare id of a record, as it stands in the log, means all of it.
 * @throws InvalidInputError
 */
export const positionIn = (text: string): Position => {
  const [, record, told = all] = /^(\d{1,15})(?:\.([12]))?$/.exec(text) ?? [];
  if (record !== undefined) return { record: Number(record), told: Number(told) };
  throw new InvalidInputError([{ path: 'last_event_id', message: 'must be the id of an event, or of a log record' }]);
};
