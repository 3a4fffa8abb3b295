import { fulfilmentStatuses, paymentStatuses, type Invoice, type InvoiceLine } from '../../inventory/invoice.js';
import { at } from '../../values/faults.js';
import { asObject, readArray, readEnum, refuseUnknownKeys, type Fields } from '../../values/fields.js';
import { StoredFields, type Reading } from './stored-fields.js';

const known = [
  'user',
  'id',
  'sku',
  'note',
  'currency',
  'price',
  'originalPrice',
  'payment',
  'fulfilment',
  'createdAt',
  'fulfilledAt',
  'lines',
];

export const readInvoice = (fields: Fields, reading: Reading): Invoice => {
  const { path, faults } = reading;
  refuseUnknownKeys(fields, known, path, faults);
  const stored = new StoredFields(fields, reading);
  const lines = readArray(fields, 'lines', path, faults, { required: true, maxLength: Infinity }) ?? [];
  return {
    user: stored.user('user'),
    id: stored.id('id'),
    sku: stored.text('sku', 40),
    note: stored.textOrNull('note'),
    currency: stored.text('currency'),
    price: stored.integer('price', 0),
    originalPrice: stored.integer('originalPrice', 0),
    payment: readEnum(fields, 'payment', path, faults, { required: true, values: paymentStatuses }) ?? 'new',
    fulfilment:
      readEnum(fields, 'fulfilment', path, faults, { required: true, values: fulfilmentStatuses }) ?? 'unfulfilled',
    createdAt: stored.moment('createdAt'),
    fulfilledAt: stored.momentOrNull('fulfilledAt'),
    lines: lines.map((line, index) => readLine(line, { path: at(at(path, 'lines'), index), faults })),
  };
};

const readLine = (raw: unknown, reading: Reading): InvoiceLine => {
  const { path, faults } = reading;
  const fields = asObject(raw, path, faults) ?? {};
  refuseUnknownKeys(fields, ['id', 'item', 'sku', 'quantity', 'entries'], path, faults);
  const stored = new StoredFields(fields, reading);
  const entries = readArray(fields, 'entries', path, faults, { required: true, maxLength: Infinity }) ?? [];
  const ids = new StoredFields(entries as unknown as Fields, { path: at(path, 'entries'), faults });
  return {
    id: stored.id('id'),
    item: stored.id('item'),
    sku: stored.text('sku', 40),
    quantity: stored.integer('quantity', 0),
    entries: entries.map((_, index) => ids.id(String(index))),
  };
};
