import { fulfilled } from '../inventory/acts/fulfil.js';
import type { Invoice } from '../inventory/invoice.js';
import {
  snapshotOf,
  viewOfEntry,
  viewOfInvoice,
  type EntrySnapshot,
  type EntryView,
  type InvoiceView,
} from '../inventory/view.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { Id, UserId } from './fields.js';
import { heldInvoice } from './held-invoice.js';
import { readInput } from './read-input.js';

export class FulfilInput extends WritingDto {
  @UserId() user!: string;
  @Id() invoice!: number;
}

export interface Fulfil extends CommandBase {
  readonly type: 'fulfil';
  readonly user: string;
  readonly invoice: number;
}

export interface FulfilResult {
  readonly invoice: InvoiceView;
  /** The entries that this call activated; none when the invoice was fulfilled before. */
  readonly activated: readonly EntryView[];
}

/** What whoever fulfils an invoice ends with. */
export interface FulfilOutcome {
  readonly invoice: Invoice;
  readonly activated: readonly EntrySnapshot[];
}

/** Activates the entries of an invoice, once however often it is called (rule 12). */
export const fulfil: CommandKind<FulfilInput, Fulfil, FulfilOutcome, FulfilResult> = {
  type: 'fulfil',
  on: 'inventory',

  read: (input) => {
    const dto = readInput(FulfilInput, input);
    return { type: 'fulfil', ...baseOf(dto), user: dto.user, invoice: dto.invoice };
  },

  scope: ({ user }) => user,

  needs: ({ user, invoice: id }) => [{ kind: 'invoice', user, id }],

  decide: ({ user, invoice: id, actor }, set, { registry, now }) => {
    const act = { set, registry, now, actor, info: null };
    const done = fulfilled(act, heldInvoice(set, user, id));
    return {
      invoice: done.invoice,
      activated: done.activated.map((entry) => snapshotOf(entry, set.catalogue, act)),
    };
  },

  present: (outcome) => presentFulfilled(outcome),
};

export const presentFulfilled = ({ invoice, activated }: FulfilOutcome): FulfilResult => ({
  invoice: viewOfInvoice(invoice),
  activated: activated.map(viewOfEntry),
});
