import { invoiceFromRow } from '../schema/invoice.js';
import { sql } from '../sql/sql.js';
import { most, type Loader } from './loader.js';

export const unfulfilledLoader: Loader<'unfulfilled'> = {
  kind: 'unfulfilled',
  async load(session, needs, loaded) {
    const rows = await session.query(
      sql`select * from holdall_invoice where fulfilment = 'unfulfilled' order by id limit ${most(needs)}`,
    );
    const waiting = rows.map(invoiceFromRow);
    for (const need of needs) loaded.put<'unfulfilled'>(need, waiting.slice(0, need.most));
  },
};
