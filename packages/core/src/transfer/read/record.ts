import type { BehaviorRegistry } from '../../behaviors/registry.js';
import { at } from '../../values/faults.js';
import { asObject, readEnum, readObject, refuseUnknownKeys, type Fields } from '../../values/fields.js';
import { storedKinds, type Stored, type StoredKind, type StoredValue } from '../stored.js';
import { readItem, readSku, readTemplate } from './catalogue.js';
import { readCounters } from './counters.js';
import { readEntry } from './entry.js';
import { readInvoice } from './invoice.js';
import { readLogRecord } from './log.js';
import { readReply } from './reply.js';
import type { Reading } from './stored-fields.js';

type Read<K extends StoredKind> = (fields: Fields, reading: Reading, registry: BehaviorRegistry) => StoredValue<K>;

const readers: { readonly [K in StoredKind]: Read<K> } = {
  counters: readCounters,
  template: readTemplate,
  item: readItem,
  sku: readSku,
  entry: readEntry,
  log: readLogRecord,
  invoice: readInvoice,
  reply: readReply,
};

/** One record by itself; undefined where it cannot be told what it is to be. */
export const readRecord = (raw: unknown, reading: Reading, registry: BehaviorRegistry): Stored | undefined => {
  const { path, faults } = reading;
  const fields = asObject(raw, path, faults);
  if (fields === undefined) return undefined;
  refuseUnknownKeys(fields, ['kind', 'value'], path, faults);
  const kind = readEnum(fields, 'kind', path, faults, { required: true, values: storedKinds });
  const value = readObject(fields, 'value', path, faults, { required: true });
  if (kind === undefined || value === undefined) return undefined;
  return { kind, value: readers[kind](value, { path: at(path, kind), faults }, registry) } as Stored;
};
