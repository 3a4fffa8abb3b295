import { Refused } from '../api/refused.js';
import type { Movement } from '../world/organisation.js';
import type { WorldDraft } from '../world/world.js';
import { stamp } from './stamp.js';

/** Minor units as the decimal number that the API shows: 999 is 9.99. */
export const decimal = (minor: number): number => minor / 100;

const book = (world: WorldDraft, kind: Movement['kind'], amount: number, reference: string | null): void => {
  if (amount === 0) return;
  world.organisation.balance += amount;
  world.money.push({ kind, amount, balance: world.organisation.balance, reference, date: stamp(world) });
};

/** The test credit is spent first. */
export const pay = (world: WorldDraft, amount: number, reference: string): void => {
  if (amount > world.organisation.balance) throw new Refused(403, 'Insufficient balance');
  world.organisation.testCredit -= Math.min(amount, world.organisation.testCredit);
  book(world, 'order', -amount, reference);
};

export const credit = (
  world: WorldDraft,
  kind: 'inventory_refund' | 'revoke_refund' | 'top_up',
  amount: number,
  reference: string,
): void => book(world, kind, amount, reference);

export const setBalance = (world: WorldDraft, balance: number): void =>
  book(world, 'set', balance - world.organisation.balance, null);

export const expireTestCredit = (world: WorldDraft): void => {
  const { testCredit } = world.organisation;
  world.organisation.testCredit = 0;
  book(world, 'test_credit_expired', -testCredit, null);
};
