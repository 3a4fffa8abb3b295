import { invoiceTable, invoiceToRow } from '../schema/invoice.js';
import { putRows } from '../sql/statements.js';
import type { Writer } from './writer.js';

export const saveInvoices: Writer = (session, { invoices }) =>
  putRows(session, invoiceTable, invoices.map(invoiceToRow));
