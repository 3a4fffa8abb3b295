import { Id, listOf, OneOf, Optional, UserId } from '../commands/fields.js';
import { readInput } from '../commands/read-input.js';
import { logTypes, type LogType } from '../inventory/log.js';
import type { Direction, LogQuery } from '../ports/query.js';
import { PageInput, pageRequestOf } from './page.js';

const LogTypes = listOf('types', 'must be a list of log types', 20, (one) => Object.hasOwn(logTypes, one as string));

export class LogInput extends PageInput {
  @UserId() user!: string;
  /** Only the records of this entry; default: of all the user's entries. */
  @Optional() @Id() entry?: number | null;
  @Optional() @LogTypes() types?: readonly LogType[] | null;
  /** Default DESC: the newest first. */
  @Optional() @OneOf(['ASC', 'DESC']) direction?: Direction | null;
}

export const logQueryFrom = (input: unknown): LogQuery => {
  const dto = readInput(LogInput, input);
  return {
    ...pageRequestOf(dto),
    user: dto.user,
    entry: dto.entry ?? null,
    types: dto.types ?? null,
    direction: dto.direction ?? 'DESC',
  };
};
