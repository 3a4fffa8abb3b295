import { Id, UserId } from '../commands/fields.js';
import { heldInvoice } from '../commands/held-invoice.js';
import { readInput } from '../commands/read-input.js';
import { viewOfInvoice, type InvoiceView } from '../inventory/view.js';
import type { QuestionKind } from './question.js';

export class InvoiceInput {
  @UserId() user!: string;
  @Id() invoice!: number;
}

export const invoice: QuestionKind<InvoiceInput, { readonly user: string; readonly invoice: number }, InvoiceView> = {
  read: (input) => {
    const { user, invoice: id } = readInput(InvoiceInput, input);
    return { user, invoice: id };
  },

  needs: ({ user, invoice: id }) => [{ kind: 'invoice', user, id }],

  answer: ({ user, invoice: id }, set) => viewOfInvoice(heldInvoice(set, user, id)),
};
