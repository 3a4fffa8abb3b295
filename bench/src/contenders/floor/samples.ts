import { sample } from '../../seeds/holdall.js';
import type { Row, Session } from './session.js';

/** Rows that the engine has written, as patterns for others: whatever columns there are, they hold what belongs there. */
export interface Samples {
  readonly used: Row;
  readonly granted: Row;
  readonly badge: Row;
  /** The first ids that are free. */
  readonly next: { log: number; entry: number; use: number };
}

export const readSamples = async (session: Session): Promise<Samples> => {
  const rowOf = async (table: string, condition: string): Promise<Row> => {
    const [row] = await session.prepare(`select * from ${table} where user_id = '${sample}' and ${condition}`)([]);
    return row!;
  };
  const after = async (column: string, table: string): Promise<number> => {
    const [row] = await session.prepare(`select max(${column}) as last from ${table}`)([]);
    return Number(row!['last']) + 1;
  };
  const [item] = await session.prepare(`select id from holdall_item where unique_key = 'badge'`)([]);
  return {
    used: await rowOf('holdall_log', `type = 'used'`),
    granted: await rowOf('holdall_log', `type = 'granted' and item_id = ${item!['id']}`),
    badge: await rowOf('holdall_entry', `item_id = ${item!['id']}`),
    next: {
      log: await after('id', 'holdall_log'),
      entry: await after('id', 'holdall_entry'),
      use: await after('use_id', 'holdall_log'),
    },
  };
};
