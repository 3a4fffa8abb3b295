import { logTypes, type LogType } from '../inventory/log.js';

/** What the log of one entry adds up to (rule 14). */
export interface Ledger {
  readonly granted: number;
  readonly adjusted: number;
  /** Net of reversals. */
  readonly used: number;
  readonly expired: number;
  readonly revoked: number;
  /** What the ledger says is left; below zero by what was used where the item is without limit. */
  readonly remaining: number;
}

export const ledgerFrom = (totals: Readonly<Partial<Record<LogType, number>>>): Ledger => {
  const of = (type: LogType): number => totals[type] ?? 0;
  const types = Object.keys(logTypes) as LogType[];
  return {
    granted: of('granted'),
    adjusted: of('adjusted'),
    used: of('used') - of('reversed'),
    expired: of('expired'),
    revoked: of('revoked'),
    remaining: types.reduce((left, type) => left + logTypes[type] * of(type), 0),
  };
};
