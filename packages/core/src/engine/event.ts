import type { LogDetails, LogRecord, LogType } from '../inventory/log.js';
import { toDate } from '../values/instant.js';

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

export const eventsFrom = (log: readonly LogRecord[]): readonly InventoryEvent[] =>
  log.flatMap(({ seq: _seq, at, ...record }) => {
    const event: InventoryEvent = { ...record, at: toDate(at) };
    const usedUp = record.type === 'used' && record.details.to?.ended === 'used_up';
    return usedUp ? [event, { ...event, type: 'used_up' as const }] : [event];
  });
