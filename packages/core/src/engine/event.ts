import type { LogDetails, LogRecord, LogType } from '../inventory/log.js';
import { viewOfRecord, type LogView } from '../inventory/view.js';

/** What happened to an entry, told after the commit. `used_up` follows the use that took the last one. */
export interface InventoryEvent {
  readonly type: LogType | 'used_up';
  /** The id of the log record: stable, so that a subscriber can tell a repetition. */
  readonly id: number;
  readonly user: string;
  readonly entry: number;
  readonly item: number;
  readonly quantity: number;
  readonly at: Date;
  readonly actor: string | null;
  readonly info: string | null;
  readonly use: number | null;
  readonly details: LogDetails;
}

/** What subscribers were told of a record, for whoever reads it in the log instead. */
export const eventsOf = ({ seq: _seq, ...event }: LogView): readonly [InventoryEvent, ...InventoryEvent[]] => {
  const usedUp = event.type === 'used' && event.details.to?.ended === 'used_up';
  return usedUp ? [event, { ...event, type: 'used_up' }] : [event];
};

export const eventsFrom = (log: readonly LogRecord[]): readonly InventoryEvent[] =>
  log.flatMap((record) => eventsOf(viewOfRecord(record)));
