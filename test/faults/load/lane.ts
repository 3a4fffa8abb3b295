import type { Engine, InputOf } from '@holdall/core';
import type { Answer } from './answer.js';

/** What a client asks for. `of`: the place in its lane of the order whose answer names the use, invoice or entry that is meant. */
export type Order =
  | { readonly type: 'grant'; readonly item: string; readonly quantity: number }
  | { readonly type: 'use'; readonly item: string; readonly quantity: number }
  | { readonly type: 'addBySku'; readonly sku: string; readonly skipInvoice: boolean }
  | { readonly type: 'reverseUse'; readonly of: number; readonly quantity: number | null }
  | { readonly type: 'fulfil'; readonly of: number }
  | { readonly type: 'revoke'; readonly of: number };

/** Orders that one caller gives one after the other, each when the one before was answered. Many lanes make a load. */
export interface Lane {
  /** Different for each lane: the idempotency keys begin with it. */
  readonly name: string;
  readonly user: string;
  readonly orders: readonly Order[];
}

/** The idempotency key of an order. It is its actor too, so that every record of the log says which order made it. */
export const keyOf = (lane: Lane, nth: number): string => `${lane.name} ${nth}`;

type Command<T extends Order['type']> = { readonly type: T; readonly input: InputOf<T> };
export type AnyCommand = { [T in Order['type']]: Command<T> }[Order['type']];

/** The command that an order is; null when what it is about was never granted, so that there is nothing to ask for. */
export const commandOf = (lane: Lane, nth: number, answers: readonly Answer[]): AnyCommand | null => {
  const order = lane.orders[nth]!;
  const base = { user: lane.user, actor: keyOf(lane, nth), key: keyOf(lane, nth) };
  switch (order.type) {
    case 'grant':
    case 'use':
      return { type: order.type, input: { ...base, item: order.item, quantity: order.quantity } };
    case 'addBySku':
      return { type: 'addBySku', input: { ...base, sku: order.sku, skipInvoice: order.skipInvoice } };
    case 'reverseUse': {
      const use = partOf(answers[order.of], 'use');
      return use && { type: 'reverseUse', input: { ...base, use: use as number, quantity: order.quantity } };
    }
    case 'fulfil': {
      const invoice = partOf(answers[order.of], 'invoice');
      return invoice && { type: 'fulfil', input: { ...base, invoice: (invoice as { id: number }).id } };
    }
    case 'revoke': {
      const entries = partOf(answers[order.of], 'entries');
      return entries && { type: 'revoke', input: { ...base, entry: (entries as { id: number }[])[0]!.id } };
    }
  }
};

export const give = (engine: Engine, { type, input }: AnyCommand) => engine.execute(type, input);

const partOf = (answer: Answer | undefined, name: string): {} | null => {
  if (answer?.kind !== 'accepted') return null;
  return (answer.result[name] as {} | null | undefined) ?? null;
};
