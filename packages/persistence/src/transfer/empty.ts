import { storeNotEmpty } from '@holdall/core';
import { catalogueCounter, counterTable } from '../schema/counter.js';
import { entryTable } from '../schema/entry.js';
import { invoiceTable } from '../schema/invoice.js';
import { itemTable, skuTable, templateTable } from '../schema/catalogue.js';
import { logTable } from '../schema/log.js';
import { replyTable } from '../schema/reply.js';
import { RowReader } from '../schema/row-reader.js';
import { named } from '../sql/names.js';
import type { Session } from '../sql/session.js';
import { raw, sql } from '../sql/sql.js';

/** All that an import fills. */
export const filledTables = [templateTable, itemTable, skuTable, entryTable, logTable, invoiceTable, replyTable];

/**
 * Refuses a database that was ever used. Reserved ids count, too: the process that has reserved them gives them out when
 * it likes.
 * @throws ConflictError
 */
export const refuseUnlessEmpty = async (session: Session): Promise<void> => {
  const found: string[] = [];
  for (const { name } of filledTables) {
    const rows = await session.query(sql`select 1 as found from ${raw(name)} limit 1`);
    if (rows.length > 0) found.push(`rows in ${named(name, session.dialect)}`);
  }
  for (const stored of await session.query(sql`select name, value from holdall_counter order by name`)) {
    const row = new RowReader(counterTable.name, stored);
    const [name, value] = [row.text('name'), row.integer('value')];
    if (name === catalogueCounter && value > 0) found.push(`version ${value} of the catalogue`);
    if (name !== catalogueCounter && value > 1) found.push(`${name} ids reserved up to ${value - 1}`);
  }
  if (found.length > 0) throw storeNotEmpty(found);
};
