import type { Loaded, Need, NeedKind, NeedOf } from '@holdall/core';
import { integer, type Column } from '../schema/table.js';
import type { PlainRow } from '../sql/dialect.js';
import type { Session, StoredRow } from '../sql/session.js';
import type { Sql } from '../sql/sql.js';

/** Answers all needs of one kind: with one statement, where it does not say otherwise. */
export interface Loader<K extends NeedKind> {
  readonly kind: K;
  /** It takes several statements, which must see the same moment. */
  readonly inSteps?: true;
  load(session: Session, needs: readonly NeedOf<K>[], loaded: Loaded): Promise<void>;
}

/** The needs as a table `n` to join with; its column `need` tells the rows apart again. */
export const givenNeeds = <N extends Need>(
  { dialect }: Session,
  needs: readonly N[],
  columns: Readonly<Record<string, Column>>,
  rowOf: (need: N) => PlainRow,
): Sql =>
  dialect.given(
    'n',
    { need: integer, ...columns },
    needs.map((need, index) => ({ need: index, ...rowOf(need) })),
  );

/** The rows that answer each need, in the order in which they came. */
export const rowsPerNeed = <N extends Need>(
  needs: readonly N[],
  rows: readonly StoredRow[],
): readonly (readonly [N, readonly StoredRow[]])[] => {
  const perNeed = needs.map((need) => [need, [] as StoredRow[]] as const);
  for (const row of rows) perNeed[Number(row['need'])]![1].push(row);
  return perNeed;
};

export const most = (needs: readonly { readonly most: number }[]): number =>
  needs.reduce((largest, need) => Math.max(largest, need.most), 0);

export const latest = (needs: readonly { readonly at: number }[]): number =>
  needs.reduce((last, need) => Math.max(last, need.at), -Infinity);
