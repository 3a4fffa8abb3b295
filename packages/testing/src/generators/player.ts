import { DeniedError, type CommandType, type Instant } from '@holdall/core';
import type { LegalWorld } from './legal-world.js';
import type { Move } from './moves.js';

/** A command as plain data, ready for `engine.execute`. */
export interface Order {
  readonly type: CommandType;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a move comes down to: an order, a moment to wait for, or nothing, where there is nothing yet to do it to. */
export type Turn = { readonly order: Order } | { readonly waitUntil: Instant } | null;

interface Owned {
  readonly user: string;
  readonly id: number;
}

interface OwnedEntry extends Owned {
  readonly item: number;
}

interface SeenEntry extends OwnedEntry {
  readonly expires: Date | null;
}

/** Turns moves into orders: remembers what came of the orders so far, so that later moves can be about it. */
export class Player {
  readonly #entries: OwnedEntry[] = [];
  readonly #uses: Owned[] = [];
  readonly #invoices: Owned[] = [];
  readonly #keyed: Order[] = [];
  readonly #moments = new Set<Instant>();
  readonly #items: Map<string, LegalWorld['catalogue']['items'][number]>;

  constructor({ catalogue }: LegalWorld) {
    this.#items = new Map(catalogue.items.map((item) => [item.unique_key, item]));
  }

  turn(move: Move, now: Instant): Turn {
    if (move.move === 'wait') return { waitUntil: now + move.milliseconds };
    if (move.move === 'waitFor') {
      const ahead = [...this.#moments].filter((moment) => moment >= now).toSorted((a, b) => a - b);
      const moment = picked(ahead, move.moment);
      return moment === null ? null : { waitUntil: Math.max(now, moment + move.offset) };
    }
    const order = this.#orderOf(move, now);
    if (order !== null && typeof order.input['key'] === 'string') this.#keyed.push(order);
    return order === null ? null : { order };
  }

  /** Tells what came of an order: its result, or the error that it failed with. */
  heard({ input }: Order, ending: unknown): void {
    const user = String(input['user']);
    if (ending instanceof DeniedError) {
      for (const { retryAt } of ending.details.denials) if (retryAt !== null) this.#moments.add(retryAt);
      return;
    }
    if (ending instanceof Error) return;
    const { entries, entry, use, invoice, returns } = ending as Heard;
    for (const one of [...(entries ?? []), ...(entry === undefined ? [] : [entry])]) this.sees(one);
    // What gives a use back names it, too, but makes none.
    if (typeof use === 'number' && returns === undefined) this.#uses.push({ user, id: use });
    if (invoice !== undefined && invoice !== null) add(this.#invoices, { user, id: invoice.id });
  }

  /** Tells of an entry, so that moves can be about it and wait for its end. */
  sees({ user, id, item, expires }: SeenEntry): void {
    add(this.#entries, { user, id, item });
    if (expires !== null) this.#moments.add(expires.getTime());
  }

  #orderOf(move: Exclude<Move, { move: 'wait' | 'waitFor' }>, now: Instant): Order | null {
    switch (move.move) {
      case 'grant': {
        const { user, item, quantity, options } = move;
        const { expiresAfter, ...given } = options;
        return order('grant', { user, item, quantity, ...given, expires: dateAfter(now, expiresAfter) });
      }
      case 'add': {
        const { move: _move, ...input } = move;
        return order('addBySku', input);
      }
      case 'use': {
        const { move: _move, held, only = false, ...input } = move;
        const entry = held === null ? null : picked(this.#entries, held);
        if (entry === null) return order('use', input);
        return order('use', { ...input, user: entry.user, item: entry.item, ...(only && { entry: entry.id }) });
      }
      case 'fulfil':
        return about(this.#invoices, move.invoice, ({ user, id }) => order('fulfil', { user, invoice: id }));
      case 'fulfilOutstanding':
        return order('fulfilOutstanding', { most: move.most });
      case 'sweep':
        return order('sweepExpired', { most: move.most });
      case 'reverse':
        return about(this.#uses, move.use, ({ user, id }) =>
          order('reverseUse', { user, use: id, quantity: move.quantity, key: move.key }),
        );
      case 'record':
        return about(this.#entries, move.entry, ({ user, id }) =>
          order('recordUse', {
            user,
            entry: id,
            used: move.used,
            at: dateAfter(now, move.ago === null ? null : -move.ago),
            key: move.key,
          }),
        );
      case 'revoke':
        return about(this.#entries, move.entry, ({ user, id }) => order('revoke', { user, entry: id, key: move.key }));
      case 'setStatus':
        return about(this.#entries, move.entry, ({ user, id }) =>
          order('setStatus', { user, entry: id, status: move.status }),
        );
      case 'setExpiry':
        return about(this.#entries, move.entry, ({ user, id }) =>
          order('setExpiry', { user, entry: id, expires: dateAfter(now, move.after) }),
        );
      case 'setData':
        return about(this.#entries, move.entry, ({ user, id }) =>
          order('setBehaviorData', { user, entry: id, data: dataOf(move) }),
        );
      case 'retune':
        return this.#retuned(move.item, move.maxUse);
      case 'archive':
        return order('deleteItem', { id: move.item });
      case 'repeat': {
        const past = picked(this.#keyed, move.order);
        if (past === null || !move.other) return past;
        return order(past.type, { ...past.input, actor: 'somebody else' });
      }
    }
  }

  #retuned(key: string, max_use: number | null): Order {
    const { behaviors, ...document } = this.#items.get(key)!;
    const changed = behaviors.map((one) => (one.type_hint === 'consumable' ? { ...one, max_use } : one));
    return order('updateItem', { id: key, item: { ...document, behaviors: changed } });
  }
}

/** The parts of results that later moves can be about. */
interface Heard {
  readonly entries?: readonly SeenEntry[];
  readonly entry?: SeenEntry;
  readonly use?: number | null;
  readonly returns?: unknown;
  readonly invoice?: { readonly id: number } | null;
}

const order = (type: CommandType, input: object): Order => ({ type, input: { ...input } });

const picked = <T>(all: readonly T[], nth: number): T | null => all[nth % all.length] ?? null;

const about = (all: readonly Owned[], nth: number, make: (one: Owned) => Order): Order | null => {
  const one = picked(all, nth);
  return one === null ? null : make(one);
};

const add = <T extends Owned>(all: T[], one: T): void => {
  if (!all.some(({ user, id }) => user === one.user && id === one.id)) all.push(one);
};

const dateAfter = (now: Instant, span: number | null): Date | null => (span === null ? null : new Date(now + span));

const dataOf = ({ used, maxUse }: { readonly used: number | null; readonly maxUse: number | null }) =>
  used === null && maxUse === null
    ? null
    : { consumable: { ...(used !== null && { used }), ...(maxUse !== null && { max_use: maxUse }) } };
