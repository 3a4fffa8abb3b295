import type { Engine, LogAfterInput } from '@holdall/core';
import { newestFirst, recordToWire } from '../wire/log.js';
import { partToWire } from '../wire/part.js';
import { itemsOf } from './items-of.js';

/** A part of the log, newest first, with the names of the items. */
export const partOfLog = async (engine: Engine, input: LogAfterInput) => {
  const part = await engine.logAfter(input);
  const items = await itemsOf(engine, part.content);
  return partToWire(part, (record) => recordToWire(record, items.get(record.item)!.name), newestFirst);
};
