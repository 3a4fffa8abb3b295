import { isDeepStrictEqual } from 'node:util';
import type { LegalSku, LegalWorld, Order } from '@holdall/testing';
import type { Answer } from './answer.js';
import { counts, later, leaves, type Length } from './calendar.js';
import { netOf, type ModelEntry, type ModelInvoice, type ModelUse } from './state.js';
import { modelItems, type ModelItem } from './world.js';

/** A refusal that the rules decided. */
class Refused extends Error {
  constructor(
    readonly code: string,
    readonly details: object,
  ) {
    super(code);
  }
}

interface Rule {
  readonly rule: string;
  readonly reason: string;
  readonly item: number;
  readonly facts: object;
  /** Whether it says yes at a moment, if nothing but time changes. */
  readonly allows: (moment: number) => boolean;
}

interface Part {
  readonly item: ModelItem;
  readonly quantity: number;
}

/** The fields of all commands: each has some of them. */
interface Input {
  readonly user: string;
  readonly item: string | number;
  readonly quantity: number | null;
  readonly overrides: readonly string[];
  readonly status: 'pending' | 'active' | null;
  readonly expires: Date | null;
  readonly maxUse: number | null;
  readonly key: string | null;
  readonly sku: string | null;
  readonly price: number | null;
  readonly skipInvoice: boolean;
  readonly invoice: number;
  readonly most: number;
  readonly use: number;
  readonly entry: number;
  readonly used: number;
  readonly at: Date | null;
  readonly guest: boolean;
  readonly data: ModelEntry['data'] | null;
  readonly id: string;
}

/**
 * The engine as naively as it can be said: everything in arrays, everything computed anew, every moment searched for.
 * An entry whose time is over is marked so before anything else happens: no rule has to think of it.
 */
export class Model {
  readonly entries: ModelEntry[] = [];
  readonly uses: ModelUse[] = [];
  readonly invoices: ModelInvoice[] = [];
  readonly items: readonly ModelItem[];
  #replies: { scope: string; key: string; command: Record<string, unknown>; answer: Answer; at: number }[] = [];
  #now = 0;

  constructor(
    private readonly world: LegalWorld,
    private readonly rememberFor: number,
  ) {
    this.items = modelItems(world);
  }

  execute({ type, input }: Order, now: number): Answer {
    this.tick(now);
    const given = input as unknown as Input;
    const key = given.key ?? null;
    const scope = given.user ?? '';
    const command = commandOf(type, given);
    const past = this.#replies.find(
      (reply) => reply.scope === scope && reply.key === key && reply.at > now - this.rememberFor,
    );
    if (past !== undefined) return repeated(past.command, command, past.answer);
    const answer = this.#attempt(type, given);
    if (key !== null) {
      this.#replies = this.#replies.filter((reply) => reply.scope !== scope || reply.key !== key);
      this.#replies.push({ scope, key, command, answer, at: now });
    }
    return answer;
  }

  /** Time passes: whatever is over is over. */
  tick(now: number): void {
    this.#now = now;
    for (const entry of this.entries) this.#mark(entry);
  }

  /** What the rules say about getting or using one of an item. */
  decision(action: 'get' | 'use', user: string, key: string, quantity: number) {
    const item = this.#item(key);
    const rules =
      action === 'get'
        ? this.#getRules(user, item, quantity, [], null)
        : this.#useRules(user, item, quantity, null, false);
    const denied = rules.filter((rule) => !rule.allows(this.#now));
    if (denied.length === 0) return { allowed: true };
    return { allowed: false, ...this.#refusal(rules) };
  }

  balance(user: string, key: string) {
    const item = this.#item(key);
    const usable = this.#usable(user, item, null, this.#now);
    return {
      user,
      item: item.id,
      unit: 'use',
      remaining: this.#leftIn(usable),
      entries: usable.map((entry) => ({ entry: entry.id, remaining: this.#left(entry), expires: entry.expires })),
    };
  }

  view(entry: ModelEntry): object {
    const { unnoticed: _unnoticed, granted: _granted, usedNet: _usedNet, data, ...rest } = entry;
    const { name: itemName, key: itemKey } = this.#itemWith(entry.item);
    const left = this.#left(entry);
    // What ended for good has nothing left; what was switched off keeps its own.
    const gone = entry.ended !== null && entry.ended !== 'deactivated';
    return {
      ...rest,
      data: structuredClone(data),
      itemName,
      itemKey,
      itemTypeHint: 'entitlement',
      remaining: gone && left !== null ? 0 : left,
    };
  }

  #attempt(type: string, input: Input): Answer {
    try {
      return { ok: true, result: this.#run(type, input), replayed: false };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { ok: false, code: error.code, details: error.details, replayed: false };
    }
  }

  #run(type: string, input: Input): unknown {
    switch (type) {
      case 'grant':
        return this.#grant(input);
      case 'addBySku':
        return this.#add(input);
      case 'fulfil': {
        const invoice = this.invoices.find(({ id, user }) => id === input.invoice && user === input.user)!;
        const activated = this.#fulfil(invoice);
        return { invoice: viewOfInvoice(invoice), activated };
      }
      case 'fulfilOutstanding': {
        const waiting = this.invoices.filter(({ fulfilment }) => fulfilment === 'unfulfilled').slice(0, input.most);
        const activated = waiting.flatMap((invoice) => this.#fulfil(invoice));
        return { invoices: waiting.length, activated: activated.length, more: waiting.length === input.most };
      }
      case 'use':
        return this.#use(input);
      case 'reverseUse':
        return this.#reverse(input);
      case 'recordUse':
        return this.#record(input);
      case 'revoke': {
        const entry = this.#held(input);
        if (entry.ended === 'revoked') throw conflict('already_revoked', { entry: entry.id });
        entry.status = 'inactive';
        entry.ended = 'revoked';
        return this.#changed(entry);
      }
      case 'setStatus':
        return this.#setStatus(this.#held(input), input.status as ModelEntry['status']);
      case 'setExpiry': {
        const entry = this.#held(input);
        entry.expires = input.expires?.getTime() ?? null;
        const answer = this.#changed(entry);
        entry.unnoticed = false;
        return answer;
      }
      case 'setBehaviorData': {
        const entry = this.#held(input);
        entry.data = structuredClone(input.data ?? {});
        return this.#changed(entry);
      }
      case 'sweepExpired':
        return this.#sweep(input.most);
      case 'updateItem': {
        const item = this.#item(input.id);
        if (item.archived) throw conflict('archived', { item: item.id });
        const document = (input as unknown as { item: unknown }).item as {
          behaviors: { type_hint: string; max_use: number | null }[];
        };
        item.consumable = { max_use: document.behaviors.find((one) => one.type_hint === 'consumable')!.max_use };
        return null;
      }
      case 'deleteItem':
        this.#item(input.id).archived = true;
        return null;
      default:
        throw new Error(`the model does not know ${type}`);
    }
  }

  // Getting.

  #grant(input: Input) {
    const { user, maxUse, overrides } = input;
    const [item, quantity] = [this.#item(input.item), input.quantity!];
    this.#refuse(this.#getRules(user, item, quantity, overrides, null));
    const status = input.status ?? (item.outside ? 'pending' : 'active');
    const expires = input.expires?.getTime() ?? null;
    const own = { expires, maxUse };
    const made = Array.from({ length: quantity }, () => this.#acquire(user, item, status, own, null, null));
    return { entries: made.map((entry) => this.view(entry)) };
  }

  #add(input: Input) {
    const { user, price } = input;
    const sku = this.world.catalogue.skus.find((one) => one.sku === input.sku)!;
    const parts = sku.items.map(({ unique_key, quantity }) => ({ item: this.#item(unique_key), quantity }));
    const id = input.skipInvoice ? null : this.invoices.length + 1;
    const before = this.entries.length;
    const { denials, lines } = this.#addParts(input, parts, sku.sku, id);
    if (denials.length > 0) {
      // All or nothing; and the moment is searched for by trying all of it again at each.
      this.entries.length = before;
      const retryAt = this.#turningPoints().find((moment) => this.#addsAt(moment, input, parts, sku.sku)) ?? null;
      throw new Refused('denied', { reason: denials[0]!.reason, denials, retryAt });
    }
    const entries = this.entries.slice(before).map((entry) => this.view(entry));
    if (id === null) return { entries, invoice: null };
    const invoice = invoiceFor({ user, id, sku, price, now: this.#now, lines });
    this.invoices.push(invoice);
    return { entries, invoice: viewOfInvoice(invoice) };
  }

  #addsAt(moment: number, input: Input, parts: readonly Part[], sku: string): boolean {
    const now = this.#now;
    const before = this.entries.length;
    this.#now = moment;
    const { denials } = this.#addParts(input, parts, sku, null);
    this.entries.length = before;
    this.#now = now;
    return denials.length === 0;
  }

  #addParts(
    { user, price, overrides, skipInvoice }: Input,
    parts: readonly Part[],
    sku: string,
    invoice: number | null,
  ) {
    const denials: ReturnType<Model['denialsOf']>[number][] = [];
    if (price !== null && parts.every(({ item }) => item.price === null)) {
      const reason = { rule: 'price', reason: 'price_not_overridable', facts: { price } };
      denials.push({ ...reason, item: parts[0]!.item.id, retryAt: null });
    }
    const lines: { item: number; sku: string; quantity: number; entries: number[]; id: number }[] = [];
    for (const { item, quantity } of parts) {
      const refused = this.denialsOf(this.#getRules(user, item, quantity, overrides, price));
      denials.push(...refused);
      if (refused.length > 0) continue;
      const status = skipInvoice && !item.outside ? 'active' : 'pending';
      const own = { expires: null, maxUse: null };
      const made = Array.from({ length: quantity }, () => this.#acquire(user, item, status, own, sku, invoice));
      const entries = made.map((entry) => entry.id);
      lines.push({ id: lines.length + 1, item: item.id, sku, quantity, entries });
    }
    return { denials, lines };
  }

  #acquire(
    user: string,
    item: ModelItem,
    status: 'pending' | 'active',
    own: { readonly expires: number | null; readonly maxUse: number | null },
    sku: string | null,
    invoice: number | null,
  ): ModelEntry {
    const entry: ModelEntry = {
      user,
      id: this.entries.length + 1,
      item: item.id,
      nth: this.entries.filter((one) => one.user === user && one.item === item.id).length + 1,
      sku,
      invoice,
      createdAt: this.#now,
      status: 'pending',
      ended: null,
      activatedAt: null,
      expires: own.expires,
      data: own.maxUse === null ? {} : { consumable: { max_use: own.maxUse } },
      unnoticed: false,
      granted: 0,
      usedNet: 0,
    };
    this.entries.push(entry);
    entry.granted = this.#left(entry) ?? 0;
    if (status === 'active') this.#activate(entry);
    this.#mark(entry);
    return entry;
  }

  #activate(entry: ModelEntry): void {
    entry.status = 'active';
    entry.ended = null;
    entry.activatedAt = this.#now;
    const { expirable } = this.#itemWith(entry.item);
    if (expirable === null || entry.expires !== null) return;
    if (expirable.firstUse) entry.data['expirable'] = { awaits: 'first_use' };
    else entry.expires = later(this.#now, expirable);
  }

  #fulfil(invoice: ModelInvoice): readonly object[] {
    if (invoice.fulfilment === 'fulfilled') return [];
    const all = invoice.lines.flatMap(({ entries }) => entries).map((id) => this.#entryWith(id));
    for (const entry of all) entry.unnoticed = false;
    const waiting = all.filter(({ status, activatedAt }) => status === 'pending' && activatedAt === null);
    const ours = waiting.filter((entry) => !this.#itemWith(entry.item).outside);
    invoice.fulfilment = ours.length < waiting.length ? 'processing' : 'fulfilled';
    invoice.fulfilledAt = invoice.fulfilment === 'fulfilled' ? this.#now : null;
    for (const entry of ours) this.#activate(entry);
    return ours.map((entry) => this.view(entry));
  }

  // Using.

  #use(input: Input) {
    const { user, sku, guest } = input;
    const only = input.entry ?? null;
    const [item, quantity] = [this.#item(input.item), input.quantity!];
    this.#refuse(this.#useRules(user, item, quantity, sku, guest, only));
    const usable = this.#usable(user, item, sku, this.#now, only);
    const takes: { entry: number; quantity: number; reversed: number }[] = [];
    // One at a time, from the first that has any left: as it would be done by hand.
    for (let taken = 0; taken < quantity;) {
      const entry = usable.find((one) => this.#left(one) !== 0)!;
      const amount = Math.min(this.#left(entry) ?? Infinity, quantity - taken);
      this.#take(entry, item, amount);
      takes.push({ entry: entry.id, quantity: amount, reversed: 0 });
      taken += amount;
    }
    const use = { user, id: this.uses.length + 1, item: item.id, at: this.#now, takes };
    this.uses.push(use);
    return {
      use: use.id,
      item: item.id,
      quantity,
      takes: takes.map(({ entry: id, quantity: amount }) => {
        const entry = this.#entryWith(id);
        return { entry: id, quantity: amount, status: entry.status, remaining: this.#left(entry) };
      }),
      remaining: this.#leftIn(usable),
    };
  }

  /** What a meter says was used in all: whatever the entry is, what it did not know of is used, as if it had been there. */
  #record(input: Input) {
    const entry = this.entries.find(({ id, user }) => id === input.entry && user === input.user)!;
    const item = this.#itemWith(entry.item);
    const known = item.consumable === null ? Math.max(0, entry.usedNet) : usedOf(entry);
    if (input.used <= known) return { use: null, quantity: 0, used: known, entry: this.view(entry) };
    const quantity = input.used - known;
    const from = entry.activatedAt ?? entry.createdAt;
    const at = Math.min(this.#now, Math.max(from, input.at?.getTime() ?? this.#now));
    const use = {
      user: entry.user,
      id: this.uses.length + 1,
      item: item.id,
      at,
      takes: [{ entry: entry.id, quantity, reversed: 0 }],
    };
    this.uses.push(use);
    this.#take(entry, item, quantity, at);
    const answer = { use: use.id, quantity, used: input.used, ...this.#changed(entry) };
    entry.unnoticed = false;
    return answer;
  }

  #take(entry: ModelEntry, item: ModelItem, amount: number, at = this.#now): void {
    entry.usedNet += amount;
    if (item.consumable !== null) {
      entry.data['consumable'] = { ...entry.data['consumable'], used: usedOf(entry) + amount };
    }
    if (item.expirable !== null && entry.data['expirable']?.['awaits'] === 'first_use') {
      delete entry.data['expirable'];
      entry.expires ??= later(at, item.expirable);
    }
    if (this.#left(entry) !== 0 || entry.status !== 'active') return;
    entry.status = 'inactive';
    entry.ended = 'used_up';
  }

  #reverse(input: Input) {
    const use = this.uses.find(({ id, user }) => id === input.use && user === input.user)!;
    const standing = netOf(use);
    const quantity = input.quantity ?? standing;
    if (standing === 0) throw conflict('already_reversed', { use: use.id });
    if (quantity > standing) {
      const facts = { requested: quantity, reversible: standing };
      const denial = { rule: 'reversal', reason: 'exceeds_use', item: use.item, facts, retryAt: null };
      throw new Refused('denied', { reason: 'exceeds_use', denials: [denial], retryAt: null });
    }
    const returns: object[] = [];
    let left = quantity;
    for (const take of use.takes.toReversed()) {
      const amount = Math.min(left, take.quantity - take.reversed);
      if (amount === 0) continue;
      left -= amount;
      take.reversed += amount;
      const entry = this.#entryWith(take.entry);
      this.#giveBack(entry, amount);
      const spendable = entry.ended !== 'expired' && entry.ended !== 'revoked';
      returns.push({ entry: entry.id, quantity: amount, status: entry.status, spendable });
    }
    return { use: use.id, quantity, returns, net: netOf(use) };
  }

  #giveBack(entry: ModelEntry, amount: number): void {
    entry.unnoticed = false;
    entry.usedNet -= amount;
    if (this.#itemWith(entry.item).consumable !== null) {
      entry.data['consumable'] = { ...entry.data['consumable'], used: Math.max(0, usedOf(entry) - amount) };
    }
    if (entry.ended !== 'used_up' && entry.ended !== 'deactivated') return;
    if (isOver(entry, this.#now)) {
      entry.ended = 'expired';
    } else if (entry.ended === 'used_up') {
      entry.status = 'active';
      entry.ended = null;
    }
  }

  // Administration.

  #setStatus(entry: ModelEntry, status: ModelEntry['status']) {
    if (entry.status === status) return this.#changed(entry);
    if (status === 'active' && entry.activatedAt === null) {
      this.#activate(entry);
    } else {
      entry.status = status;
      entry.ended = status === 'inactive' ? 'deactivated' : null;
    }
    return this.#changed(entry);
  }

  #changed(entry: ModelEntry) {
    this.#mark(entry);
    return { entry: this.view(entry) };
  }

  #sweep(most: number) {
    const due = this.entries
      .filter(({ unnoticed }) => unnoticed)
      .toSorted((a, b) => a.expires! - b.expires! || a.id - b.id)
      .slice(0, most);
    for (const entry of due) entry.unnoticed = false;
    const stale = this.#replies.filter(({ at }) => at <= this.#now - this.rememberFor).slice(0, most);
    this.#replies = this.#replies.filter((reply) => !stale.includes(reply));
    return { expired: due.length, forgotten: stale.length, more: due.length === most || stale.length === most };
  }

  // Rules.

  #getRules(
    user: string,
    item: ModelItem,
    quantity: number,
    overrides: readonly string[],
    price: number | null,
  ): readonly Rule[] {
    const of = { item: item.id };
    const rules: Rule[] = [
      { rule: 'offered', reason: 'item_archived', ...of, facts: {}, allows: () => !item.archived },
    ];
    const { limited, gettable, needs } = item;
    if (limited !== null && !overrides.includes('limited_gettable')) {
      const owned = (moment: number) =>
        this.#ofGroup(user, (one) => one.limited?.group === limited.group).filter(
          (entry) => !limited.activeOnly || (entry.status !== 'inactive' && !isOver(entry, moment)),
        ).length;
      const facts = { group: limited.group, limit: limited.limit, owned: owned(this.#now), requested: quantity };
      const allows = (moment: number) => owned(moment) + quantity <= limited.limit;
      rules.push({ rule: 'limited_gettable', reason: 'limit_reached', ...of, facts, allows });
    }
    if (gettable !== null && !overrides.includes('time_period_gettable')) {
      const got = (moment: number) =>
        this.#ofGroup(user, (one) => one.gettable?.group === gettable.group).filter(({ createdAt }) =>
          counts(createdAt, moment, gettable),
        ).length;
      const counted = Math.min(got(this.#now), gettable.limit);
      const facts = { group: gettable.group, limit: gettable.limit, got: counted, requested: quantity };
      const allows = (moment: number) => got(moment) + quantity <= gettable.limit;
      rules.push({ rule: 'time_period_gettable', reason: 'get_limit_reached', ...of, facts, allows });
    }
    if (needs.length > 0 && !overrides.includes('pre_req_entitlement')) {
      const missing = (moment: number) =>
        needs.map((key) => this.#item(key)).filter((one) => this.#usable(user, one, null, moment).length === 0);
      const facts = { missing: missing(this.#now).map(({ id }) => id) };
      const allows = (moment: number) => missing(moment).length === 0;
      rules.push({ rule: 'pre_req_entitlement', reason: 'missing_prerequisites', ...of, facts, allows });
    }
    if (item.price !== null && price !== null && !overrides.includes('price_overridable')) {
      const { min, max } = item.price;
      const facts = { price, min_price: min, max_price: max };
      const allows = () => (min === null || price >= min) && (max === null || price <= max);
      rules.push({ rule: 'price_overridable', reason: 'price_not_allowed', ...of, facts, allows });
    }
    return rules;
  }

  #useRules(
    user: string,
    item: ModelItem,
    quantity: number,
    sku: string | null,
    guest: boolean,
    only: number | null = null,
  ): readonly Rule[] {
    const of = { item: item.id };
    const usableAt = (moment: number) => this.#usable(user, item, sku, moment, only);
    const rules: Rule[] = [
      {
        rule: 'held',
        ...of,
        ...this.#whyNotHeld(user, item, sku, only),
        allows: (moment) => usableAt(moment).length > 0,
      },
    ];
    if (item.consumable !== null) {
      const enough = (moment: number) => (this.#leftIn(usableAt(moment)) ?? Infinity) >= quantity;
      const facts = { requested: quantity, left: this.#leftIn(usableAt(this.#now)) };
      rules.push({ rule: 'consumable', reason: 'insufficient_uses', ...of, facts, allows: enough });
    }
    const { usable } = item;
    if (usable !== null && usable.limit !== null) {
      const limit = usable.limit;
      const used = (moment: number) =>
        this.uses
          .filter((use) => use.user === user && use.item === item.id && counts(use.at, moment, usable))
          .reduce((sum, use) => sum + netOf(use), 0);
      const facts = { limit, used: used(this.#now), requested: quantity };
      const allows = (moment: number) => used(moment) + quantity <= limit;
      rules.push({ rule: 'time_period_usable', reason: 'use_limit_reached', ...of, facts, allows });
    }
    if (item.guests === false) {
      const allows = () => !guest;
      rules.push({ rule: 'guest_playable', reason: 'guest_not_allowed', ...of, facts: { guest }, allows });
    }
    return rules;
  }

  #whyNotHeld(
    user: string,
    item: ModelItem,
    sku: string | null,
    only: number | null,
  ): { readonly reason: string; readonly facts: object } {
    const all = this.entries.filter(
      (entry) => entry.user === user && entry.item === item.id && (only === null || entry.id === only),
    );
    const pending = all.filter(({ status, sku: from }) => status === 'pending' && (sku === null || from === sku));
    if (pending.length > 0) return { reason: 'pending', facts: { pending: pending.length } };
    const newest = all.at(-1);
    if (newest === undefined || (sku !== null && newest.sku !== sku)) return { reason: 'not_held', facts: {} };
    return { reason: newest.ended ?? 'not said', facts: { entry: newest.id } };
  }

  #refuse(rules: readonly Rule[]): void {
    if (rules.every((rule) => rule.allows(this.#now))) return;
    throw new Refused('denied', this.#refusal(rules));
  }

  #refusal(rules: readonly Rule[]) {
    const denials = this.denialsOf(rules);
    const retryAt = this.#turningPoints().find((moment) => rules.every((rule) => rule.allows(moment))) ?? null;
    return { reason: denials[0]!.reason, denials, retryAt };
  }

  denialsOf(rules: readonly Rule[]) {
    return rules
      .filter((rule) => !rule.allows(this.#now))
      .map(({ allows, ...rest }) => ({ ...rest, retryAt: this.#turningPoints().find(allows) ?? null }));
  }

  /** All moments from now on at which any answer can change by itself, in order. */
  #turningPoints(): readonly number[] {
    const lengths = (of: (item: ModelItem) => Length | null) => this.items.map(of).filter((one) => one !== null);
    const points = [
      ...this.entries.flatMap(({ expires }) => expires ?? []),
      ...this.entries.flatMap((entry) =>
        lengths(({ gettable }) => gettable).map((one) => leaves(entry.createdAt, one)),
      ),
      ...this.uses.flatMap(({ at }) => lengths(({ usable }) => usable).map((one) => leaves(at, one))),
    ];
    return points.filter((moment) => moment > this.#now).toSorted((a, b) => a - b);
  }

  // Looking things up.

  #mark(entry: ModelEntry): void {
    if (entry.status === 'inactive' || !isOver(entry, this.#now)) return;
    entry.status = 'inactive';
    entry.ended = 'expired';
    entry.unnoticed = true;
  }

  /** In burn order: soonest expiry, oldest, lowest id. */
  #usable(
    user: string,
    item: ModelItem,
    sku: string | null,
    moment: number,
    only: number | null = null,
  ): readonly ModelEntry[] {
    return this.entries
      .filter((entry) => entry.user === user && entry.item === item.id && (sku === null || entry.sku === sku))
      .filter((entry) => only === null || entry.id === only)
      .filter((entry) => entry.status === 'active' && !isOver(entry, moment))
      .toSorted((a, b) => {
        if (a.expires !== b.expires) return a.expires === null ? 1 : b.expires === null ? -1 : a.expires - b.expires;
        return a.createdAt - b.createdAt || a.id - b.id;
      });
  }

  #left(entry: ModelEntry): number | null {
    const { consumable } = this.#itemWith(entry.item);
    if (consumable === null) return null;
    const most = (entry.data['consumable']?.['max_use'] as number | undefined) ?? consumable.max_use;
    return most === null ? null : Math.max(0, most - usedOf(entry));
  }

  #leftIn(entries: readonly ModelEntry[]): number | null {
    const lefts = entries.map((entry) => this.#left(entry));
    return lefts.includes(null) ? null : lefts.reduce<number>((sum, left) => sum + left!, 0);
  }

  #held(input: Input): ModelEntry {
    const entry = this.entries.find(({ id, user }) => id === input.entry && user === input.user)!;
    entry.unnoticed = false;
    return entry;
  }

  #ofGroup(user: string, member: (item: ModelItem) => boolean): readonly ModelEntry[] {
    return this.entries.filter((entry) => entry.user === user && member(this.#itemWith(entry.item)));
  }

  #entryWith(id: number): ModelEntry {
    return this.entries.find((entry) => entry.id === id)!;
  }

  #itemWith(id: number): ModelItem {
    return this.items.find((item) => item.id === id)!;
  }

  #item(ref: string | number): ModelItem {
    return this.items.find((item) => item.key === ref || item.id === ref)!;
  }
}

const isOver = ({ expires }: ModelEntry, moment: number): boolean => expires !== null && expires <= moment;

const usedOf = (entry: ModelEntry): number => (entry.data['consumable']?.['used'] as number | undefined) ?? 0;

const conflict = (reason: string, facts: object) => new Refused('conflict', { ...facts, reason });

/** Every field that the command has, with what it is when it is not said. */
const fields: Record<string, Record<string, unknown>> = {
  grant: { user: null, item: null, quantity: 1, overrides: [], status: null, expires: null, maxUse: null, info: null },
  addBySku: { user: null, sku: null, skipInvoice: false, overrides: [], price: null, note: null },
  use: { user: null, item: null, quantity: 1, sku: null, guest: false, info: null },
  reverseUse: { user: null, use: null, quantity: null, info: null },
  recordUse: { user: null, entry: null, used: null, at: null, info: null },
  revoke: { user: null, entry: null, info: null },
};

const commandOf = (type: string, input: Input): Record<string, unknown> => {
  const { key: _key, expires, at, ...given } = input as unknown as Record<string, unknown>;
  const moment = {
    ...(expires instanceof Date && { expires: expires.getTime() }),
    ...(at instanceof Date && { at: at.getTime() }),
  };
  const { overrides } = given as { overrides?: readonly string[] };
  const sorted = overrides === undefined ? {} : { overrides: [...new Set(overrides)].toSorted() };
  return { type, actor: null, ...fields[type], ...given, ...sorted, ...moment };
};

const repeated = (past: Record<string, unknown>, command: Record<string, unknown>, answer: Answer): Answer => {
  const names = [...new Set([...Object.keys(past), ...Object.keys(command)])].toSorted();
  const differences = names.filter((name) => !isDeepStrictEqual(past[name], command[name]));
  if (differences.length === 0) return { ...answer, replayed: true };
  const details = { differences, reason: 'idempotency_key_reused' };
  return { ok: false, code: 'conflict', details, replayed: false };
};

const invoiceFor = ({
  user,
  id,
  sku,
  price,
  now,
  lines,
}: {
  user: string;
  id: number;
  sku: LegalSku;
  price: number | null;
  now: number;
  lines: ModelInvoice['lines'];
}): ModelInvoice => ({
  user,
  id,
  createdAt: now,
  fulfilment: 'unfulfilled',
  fulfilledAt: null,
  rest: {
    sku: sku.sku,
    note: null,
    currency: sku.currency_code,
    price: price ?? sku.price,
    originalPrice: sku.price,
    payment: 'new',
  },
  lines,
});

export const viewOfInvoice = ({ rest, ...invoice }: ModelInvoice): object => structuredClone({ ...invoice, ...rest });
