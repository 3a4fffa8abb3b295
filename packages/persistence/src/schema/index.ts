import type { EntitySchema } from 'typeorm';
import type { Dialect } from '../sql/dialect.js';
import { itemTable, skuTable, templateTable } from './catalogue.js';
import { counterTable } from './counter.js';
import { entryTable } from './entry.js';
import { invoiceTable } from './invoice.js';
import { logTable } from './log.js';
import { replyTable } from './reply.js';
import { entitySchema } from './table.js';
import { userTable } from './user.js';

/** Everything that Holdall keeps, for TypeORM. */
export const entitySchemas = (dialect: Dialect): EntitySchema[] =>
  [
    entitySchema(entryTable, dialect),
    entitySchema(logTable, dialect),
    entitySchema(invoiceTable, dialect),
    entitySchema(replyTable, dialect),
    entitySchema(templateTable, dialect),
    entitySchema(itemTable, dialect),
    entitySchema(skuTable, dialect),
    entitySchema(userTable, dialect),
    entitySchema(counterTable, dialect),
  ] as EntitySchema[];
