import { Amount, Id, listOf, OneOf, Optional, UserId } from '../commands/fields.js';
import { readInput } from '../commands/read-input.js';
import { logTypes, type LogType } from '../inventory/log.js';
import type { Direction, LogAfter, LogList, LogQuery } from '../ports/query.js';
import { logSort } from '../ports/sort.js';
import { asked, Cursor, placeAt, type Walked } from './cursor.js';
import { PageNumber, pageRequestOf, PageSize, sizeOf } from './page.js';

const LogTypes = listOf('types', 'must be a list of log types', 20, (one) => Object.hasOwn(logTypes, one as string));

/** Which records: all that is given must hold. */
export class LogFilterInput {
  /** Default: those of all users. */
  @Optional() @UserId() user?: string | null;
  @Optional() @LogTypes() types?: readonly LogType[] | null;
}

class LogListInput {
  @UserId() user!: string;
  /** Only the records of this entry; default: of all the user's entries. */
  @Optional() @Id() entry?: number | null;
  @Optional() @LogTypes() types?: readonly LogType[] | null;
  /**
   * Only the records with a higher id, 0 for all, and in the order of their ids instead of the moments at which things
   * happened. One engine gives out ids in the order in which it commits; of several, or of one with transactions of the
   * host's, each has its own.
   */
  @Optional() @Amount() since?: number | null;
  /** Default DESC: the newest first. */
  @Optional() @OneOf(['ASC', 'DESC']) direction?: Direction | null;
  /** 1 to 1,000; default 25. */
  @Optional() @PageSize() size?: number | null;
}

export class LogInput extends LogListInput {
  /** The first page is 1, which is the default. */
  @Optional() @PageNumber() page?: number | null;
}

export class LogAfterInput extends LogListInput {
  /** `next` of the answer before; default: the list from its start. All else but the size must be the same. */
  @Optional() @Cursor() after?: string | null;
}

export const logQueryFrom = (input: unknown): LogQuery => {
  const dto = readInput(LogInput, input);
  return { ...logListFrom(dto), ...pageRequestOf(dto) };
};

export const logAfterFrom = (input: unknown): { readonly query: LogAfter; readonly walked: Walked } => {
  const { after = null, size, ...question } = readInput(LogAfterInput, input);
  const list = logListFrom(question);
  const walked: Walked = { list: 'log', question: asked(question), sort: logSort(list) };
  return { query: { ...list, after: after === null ? null : placeAt(walked, after), size: sizeOf({ size }) }, walked };
};

export const logFilterFrom = (input: unknown): LogList => {
  const { user = null, types = null } = readInput(LogFilterInput, input ?? {});
  return { user, entry: null, types, direction: 'ASC' };
};

const logListFrom = ({ user, entry, types, since, direction }: LogListInput): LogList => ({
  user,
  entry: entry ?? null,
  types: types ?? null,
  since: since ?? null,
  direction: direction ?? 'DESC',
});
