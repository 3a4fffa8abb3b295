import { entryEnds, entryStatuses, type Entry, type EntryEnd } from '../../inventory/entry.js';
import { readEnum, refuseUnknownKeys, type Fields } from '../../values/fields.js';
import { StoredFields, type Reading } from './stored-fields.js';

const known = [
  'user',
  'id',
  'item',
  'nth',
  'revision',
  'status',
  'ended',
  'createdAt',
  'updatedAt',
  'activatedAt',
  'expires',
  'booked',
  'sku',
  'invoice',
  'data',
];

export const readEntry = (fields: Fields, reading: Reading): Entry => {
  const { path, faults } = reading;
  refuseUnknownKeys(fields, known, path, faults);
  const stored = new StoredFields(fields, reading);
  return {
    user: stored.user('user'),
    id: stored.id('id'),
    item: stored.id('item'),
    nth: stored.id('nth'),
    revision: stored.id('revision'),
    status: readEnum(fields, 'status', path, faults, { required: true, values: entryStatuses }) ?? 'inactive',
    ended: readEnum<EntryEnd>(fields, 'ended', path, faults, { values: entryEnds }) ?? null,
    createdAt: stored.moment('createdAt'),
    updatedAt: stored.moment('updatedAt'),
    activatedAt: stored.momentOrNull('activatedAt'),
    expires: stored.momentOrNull('expires'),
    booked: stored.integer('booked'),
    sku: stored.textOrNull('sku', 40),
    invoice: stored.idOrNull('invoice'),
    data: stored.object('data'),
  };
};
