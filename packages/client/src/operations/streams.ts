import type { UserInventoryEvent } from '../models/event.js';
import type { ExportedRecord } from '../models/export.js';
import type { UserId } from '../models/user.js';
import { exportedLines, exportedRecords } from '../streams/export.js';
import { follow, type FollowOptions, type Received } from '../streams/follow.js';
import { path } from '../transport/path.js';
import type { CallOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';

/** Answers that come bit by bit (beyond Knetik). `timeoutMs` is how long they may be silent. */
export const streams = (transport: Transport) => ({
  /**
   * What happens to a user's entries, as it happens: `for await (const { event } of api.getUserInventoryEvents('me'))`.
   * Lost connections are made again, and nothing that happened meanwhile is missed. `lastEventId` 0 begins with all that
   * ever happened.
   */
  getUserInventoryEvents: (userId: UserId, options: FollowOptions = {}): AsyncIterable<Received<UserInventoryEvent>> =>
    follow(transport, { method: 'GET', path: path`/users/${userId}/inventory/events` }, options),

  /** Everything that the store keeps, record by record, as of one moment. Takes INVENTORY_ADMIN. */
  exportEverything: (options: CallOptions = {}): AsyncIterable<ExportedRecord> => exportedRecords(transport, options),

  /** The same as the lines of text that `holdall-import` reads, to be kept with a line feed after each. */
  exportLines: (options: CallOptions = {}): AsyncIterable<string> => exportedLines(transport, options),
});
