import { entryEnds, entryStatuses } from '../../inventory/entry.js';
import { logTypes, type LogDetails, type LogRecord, type LogType } from '../../inventory/log.js';
import { at } from '../../values/faults.js';
import { readArray, readEnum, readObject, refuseUnknownKeys, wrongText, type Fields } from '../../values/fields.js';
import { StoredFields, type Reading } from './stored-fields.js';

const known = ['id', 'user', 'entry', 'seq', 'item', 'type', 'quantity', 'at', 'actor', 'info', 'use', 'details'];
const types = Object.keys(logTypes) as readonly LogType[];

export const readLogRecord = (fields: Fields, reading: Reading): LogRecord => {
  const { path, faults } = reading;
  refuseUnknownKeys(fields, known, path, faults);
  const stored = new StoredFields(fields, reading);
  const type = readEnum(fields, 'type', path, faults, { required: true, values: types }) ?? 'granted';
  const ofUse = type === 'used' || type === 'reversed';
  return {
    id: stored.id('id'),
    user: stored.user('user'),
    entry: stored.id('entry'),
    seq: stored.id('seq'),
    item: stored.id('item'),
    type,
    quantity: type === 'adjusted' ? stored.integer('quantity') : stored.integer('quantity', 0),
    at: stored.moment('at'),
    actor: stored.textOrNull('actor'),
    info: stored.textOrNull('info'),
    use: ofUse ? stored.id('use') : stored.none('use'),
    details: readDetails(stored.object('details'), { path: at(path, 'details'), faults }),
  };
};

/** Answered as it is: in details, what is absent and what is null mean different things. */
const readDetails = (details: Fields, reading: Reading): LogDetails => {
  const { path, faults } = reading;
  refuseUnknownKeys(details, ['from', 'to', 'origin', 'currency', 'invoice'], path, faults);
  const stored = new StoredFields(details, reading);
  for (const key of ['from', 'to']) {
    const facts = readObject(details, key, path, faults);
    if (facts !== undefined) checkFacts(facts, { path: at(path, key), faults });
  }
  const origin = readObject(details, 'origin', path, faults);
  if (origin !== undefined) checkOrigin(origin, { path: at(path, 'origin'), faults });
  stored.textOrNull('currency');
  stored.idOrNull('invoice');
  return details;
};

const checkFacts = (facts: Fields, reading: Reading): void => {
  const { path, faults } = reading;
  refuseUnknownKeys(facts, ['status', 'ended', 'activatedAt', 'expires', 'data', 'dropped'], path, faults);
  const stored = new StoredFields(facts, reading);
  readEnum(facts, 'status', path, faults, { values: entryStatuses });
  readEnum(facts, 'ended', path, faults, { values: entryEnds });
  stored.momentOrNull('activatedAt');
  stored.momentOrNull('expires');
  readObject(facts, 'data', path, faults);
  const dropped = readArray(facts, 'dropped', path, faults, { maxLength: Infinity }) ?? [];
  dropped.forEach((key, index) => {
    const wrong = wrongText(key);
    if (wrong !== undefined) faults.add(at(at(path, 'dropped'), index), wrong);
  });
};

const checkOrigin = (origin: Fields, reading: Reading): void => {
  refuseUnknownKeys(origin, ['nth', 'sku', 'invoice'], reading.path, reading.faults);
  const stored = new StoredFields(origin, reading);
  stored.id('nth');
  stored.textOrNull('sku', 40);
  stored.idOrNull('invoice');
};
