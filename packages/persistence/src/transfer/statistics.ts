import type { Session } from '../sql/session.js';
import { raw, sql } from '../sql/sql.js';
import { filledTables } from './empty.js';

/** After an import, so that lists are planned for what it brought, and not for the empty tables of before. */
export const collectStatistics = async (session: Session): Promise<void> => {
  if (!session.dialect.plansByStatistics) return;
  await session.query(sql`analyze ${raw(filledTables.map(({ name }) => name).join(', '))}`);
};
