import type { BetatelInventory } from './inventory.js';
import type { BetatelSettings } from './settings.js';

export interface BetatelPage {
  readonly total: number;
  readonly offset: number;
  /** How many came, not how many were asked for. */
  readonly count: number;
  readonly inventories: readonly BetatelInventory[];
}

/** The page that was asked for; a text where the parameters are invalid: what is wrong with them. */
export const pageOf = (
  inventories: readonly BetatelInventory[],
  settings: BetatelSettings,
  query: URLSearchParams,
): BetatelPage | string => {
  const offset = wholeIn(query, 'offset', 0);
  const count = wholeIn(query, 'count', settings.defaultCount);
  if (offset === null || count === null) return 'offset and count must be whole numbers of at least 0';
  const company = query.get('company');
  const all = company === null ? inventories : inventories.filter((it) => String(it.company) === company);
  const page = all.slice(offset, offset + Math.min(count, settings.mostCount ?? count));
  return { total: all.length, offset, count: page.length, inventories: page.map((it) => shown(it, settings)) };
};

const wholeIn = (query: URLSearchParams, name: string, byDefault: number): number | null => {
  const text = query.get(name);
  if (text === null) return byDefault;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
};

const shown = (inventory: BetatelInventory, { epoch, spelling }: BetatelSettings): BetatelInventory => {
  const moment = (ms: number | null | undefined) =>
    typeof ms === 'number' && epoch === 's' ? Math.floor(ms / 1000) : ms;
  const { status, created_date, modified_date } = inventory;
  return {
    ...inventory,
    ...(created_date === undefined ? {} : { created_date: moment(created_date) ?? null }),
    ...(modified_date === undefined ? {} : { modified_date: moment(modified_date) ?? null }),
    ...(typeof status === 'string' && spelling === 'ACTIVE'
      ? { status: status.toUpperCase().replaceAll(' ', '_') }
      : {}),
  };
};
