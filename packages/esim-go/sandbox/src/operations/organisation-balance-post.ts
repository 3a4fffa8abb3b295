import type { Operation } from '../api/operation.js';
import { badRequest } from '../api/refused.js';
import { first } from '../api/request.js';
import { ok } from '../api/response.js';
import { announce } from '../callbacks/announce.js';
import { nextOf } from '../rules/counting.js';
import { credit, decimal } from '../rules/money.js';

/** Minor units. */
const least = 100_000;
const mostPerDay = 500_000;

/** Charges the saved card. */
export const organisationBalancePost: Operation = {
  id: 'organisationBalancePost',
  method: 'POST',
  path: '/organisation/balance',

  changes: (world, request) => {
    const given = first(request, 'amount') ?? '';
    if (!/^\d{1,9}(\.\d{1,2})?$/.test(given)) throw badRequest('amount must be a number with two decimals at most');
    const amount = Math.round(Number(given) * 100);
    const today = new Date(world.now).toISOString().slice(0, 'yyyy-mm-dd'.length);
    const toppedUp = world.money
      .filter(({ kind, date }) => kind === 'top_up' && date.startsWith(today))
      .reduce((sum, movement) => sum + movement.amount, 0);
    if (amount < least) throw badRequest(`amount must be at least ${decimal(least)}`);
    if (toppedUp + amount > mostPerDay) throw badRequest(`No more than ${decimal(mostPerDay)} a day`);
    const ref = nextOf(world, 'topUp');
    const oldAmount = world.organisation.balance;
    credit(world, 'top_up', amount, String(ref));
    announce(world, { alertType: 'Topup', oldAmount, newAmount: world.organisation.balance });
    return ok({ amount: decimal(amount), balance: decimal(world.organisation.balance), ref });
  },
};
