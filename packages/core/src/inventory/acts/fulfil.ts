import { NotFoundError } from '../../errors/not-found.js';
import type { Entry } from '../entry.js';
import type { Invoice } from '../invoice.js';
import type { NeedOf } from '../../state/need.js';
import type { Act } from './act.js';
import { activated, waitsOutside } from './activate.js';
import { settled } from './settle.js';

/**
 * Activates what waits on an invoice, once, however often it is called (rule 12). Entries that somebody outside fulfils
 * stay pending, and entries that were changed meanwhile stay as they are.
 */
export const fulfilled = (act: Act, invoice: Invoice): { invoice: Invoice; activated: readonly Entry[] } => {
  if (invoice.fulfilment === 'fulfilled') return { invoice, activated: [] };
  const waiting = entriesOf(act, invoice)
    .map((entry) => settled(act, entry))
    .filter(({ status, activatedAt }) => status === 'pending' && activatedAt === null);
  const outside = waiting.filter((entry) => waitsOutside(act, entry));
  const ours = waiting.filter((entry) => !outside.includes(entry));
  const next: Invoice = {
    ...invoice,
    fulfilment: outside.length > 0 ? 'processing' : 'fulfilled',
    fulfilledAt: outside.length > 0 ? null : act.now,
  };
  if (next.fulfilment !== invoice.fulfilment) act.set.putInvoice(next);
  return { invoice: next, activated: ours.map((entry) => activated(act, entry, { invoice: invoice.id })) };
};

/** What fulfilling an invoice asks for. */
export const needsToFulfil = ({ user, lines }: Invoice): readonly NeedOf<'entry'>[] =>
  lines.flatMap(({ entries }) => entries.map((id) => ({ kind: 'entry', user, id }) as const));

const entriesOf = ({ set }: Act, invoice: Invoice): readonly Entry[] => {
  const needs = needsToFulfil(invoice);
  set.require(needs);
  return needs.map(({ user, id }) => {
    const entry = set.entry(user, id);
    if (entry === null) throw new NotFoundError('entry', id);
    return entry;
  });
};
