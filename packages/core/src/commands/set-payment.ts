import { ConflictError } from '../errors/conflict.js';
import { fulfilled } from '../inventory/acts/fulfil.js';
import { paymentStatuses, type Invoice, type PaymentStatus } from '../inventory/invoice.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { OneOf } from './fields.js';
import { FulfilInput, presentFulfilled, type FulfilOutcome, type FulfilResult } from './fulfil.js';
import { heldInvoice } from './held-invoice.js';
import { readInput } from './read-input.js';
import { snapshotOf } from '../inventory/view.js';

export class SetPaymentInput extends FulfilInput {
  @OneOf(paymentStatuses) payment!: PaymentStatus;
}

export interface SetPayment extends CommandBase {
  readonly type: 'setPayment';
  readonly user: string;
  readonly invoice: number;
  readonly payment: PaymentStatus;
}

/** Says that an invoice is paid, which fulfils it as `fulfil` does. What is paid stays so: there are no refunds here. */
export const setPayment: CommandKind<SetPaymentInput, SetPayment, FulfilOutcome, FulfilResult> = {
  type: 'setPayment',
  on: 'inventory',

  read: (input) => {
    const { user, invoice, payment, ...dto } = readInput(SetPaymentInput, input);
    return { type: 'setPayment', ...baseOf(dto), user, invoice, payment };
  },

  scope: ({ user }) => user,

  needs: ({ user, invoice: id }) => [{ kind: 'invoice', user, id }],

  decide: ({ user, invoice: id, payment, actor }, set, { registry, now }) => {
    const act = { set, registry, now, actor, info: null };
    const invoice = heldInvoice(set, user, id);
    if (payment === 'new') {
      if (invoice.payment === 'paid')
        throw new ConflictError('already_paid', `Invoice ${id} is paid.`, { invoice: id });
      return { invoice, activated: [] };
    }
    const done = fulfilled(act, paid(invoice));
    // Fulfilling writes what it changes, which may be nothing.
    if (done.invoice !== invoice) set.putInvoice(done.invoice);
    return { invoice: done.invoice, activated: done.activated.map((entry) => snapshotOf(entry, set.catalogue, act)) };
  },

  present: presentFulfilled,
};

const paid = (invoice: Invoice): Invoice => (invoice.payment === 'paid' ? invoice : { ...invoice, payment: 'paid' });
