import type {
  AddBySkuInput,
  CheckInput,
  CommandType,
  EntryStatus,
  GrantInput,
  InputOf,
  PaymentStatus,
  RecordUseInput,
  UseInput,
} from '@holdall/core';
import { moment, type Duration, type Moment } from '../clock.js';
import { step, type Step } from './step.js';
import { somebody, type World } from './world.js';

interface Signed {
  readonly actor?: string;
  readonly key?: string;
}

export interface Get extends Partial<Omit<GrantInput, 'item' | 'expires' | 'quantity'>> {
  readonly item?: string;
  readonly expires?: Moment;
}

/** Gets an item, one for each label. */
export const get = (labels: string | readonly string[], { expires, ...options }: Get = {}): Step =>
  step(async (world) => {
    const item = await world.item(options.item);
    const names = [labels].flat();
    const own = expires === undefined ? {} : { expires: moment(expires) };
    const order = { user: somebody, quantity: names.length, ...own, ...options, item };
    const result = await world.engine.grant(order);
    if (!result.replayed) world.names(names, result.entries);
    return result;
  });

export interface Add extends Partial<Omit<AddBySkuInput, 'sku'>> {
  /** Names for the entries that it makes, in the order of the SKU. */
  readonly as?: readonly string[];
}

export const addBySku = (sku: string, { as = [], ...options }: Add = {}): Step =>
  step(async (world) => {
    const result = await world.engine.addBySku({ user: somebody, sku, ...options });
    if (!result.replayed) world.names(as, result.entries);
    world.remembersInvoice(result.invoice);
    return result;
  });

/** Fulfils the last invoice. */
export const fulfil = (options: Signed = {}): Step =>
  step(({ engine, lastInvoice }) => engine.fulfil({ ...lastInvoice, ...options }));

/** Sets the payment status of the last invoice. */
export const setPayment = (payment: PaymentStatus, options: Signed = {}): Step =>
  step(({ engine, lastInvoice }) => engine.setPayment({ ...lastInvoice, payment, ...options }));

export const fulfilOutstanding = (most?: number): Step =>
  step(({ engine }) => engine.fulfilOutstanding(most === undefined ? {} : { most }));

export interface Use extends Partial<Omit<UseInput, 'item' | 'quantity'>> {
  readonly item?: string;
  /** A name for this use, by which it can be reversed later. */
  readonly as?: string;
}

export const use = (quantity = 1, { as, ...options }: Use = {}): Step =>
  step(async (world) => {
    const order = { user: somebody, quantity, ...options, item: await world.item(options.item) };
    const result = await world.engine.use(order);
    world.remembersUse(order.user, result.use, as);
    return result;
  });

/** Gives the last use back, or the one that is named: in whole, or as much as is said. */
export const reverse = (quantity?: number, { of, ...options }: Signed & { readonly of?: string } = {}): Step =>
  step((world) => {
    const part = quantity === undefined ? {} : { quantity };
    return world.engine.reverseUse({ ...world.useNamed(of), ...part, ...options });
  });

export interface RecordUse extends Partial<Omit<RecordUseInput, 'user' | 'entry' | 'used' | 'at'>> {
  readonly at?: Moment;
  /** A name for the use that it books, by which it can be reversed later. */
  readonly as?: string;
}

/** What a meter says was used of an entry in all. */
export const recordUse = (label: string, total: number, { as, at: said, ...options }: RecordUse = {}): Step =>
  step(async (world) => {
    const entry = world.entry(label);
    const when = said === undefined ? {} : { at: moment(said) };
    const result = await world.engine.recordUse({ ...entry, used: total, ...when, ...options });
    if (result.use !== null) world.remembersUse(entry.user, result.use, as);
    return result;
  });

export const setStatus = (label: string, status: EntryStatus, options: Signed = {}): Step =>
  step((world) => world.engine.setStatus({ ...world.entry(label), status, ...options }));

export const setExpiry = (label: string, expires: Moment | null, options: Signed = {}): Step =>
  step((world) => {
    const at = expires === null ? null : moment(expires);
    return world.engine.setExpiry({ ...world.entry(label), expires: at, ...options });
  });

export const setBehaviorData = (
  label: string,
  data: Readonly<Record<string, unknown>> | null,
  options: Signed = {},
): Step => step((world) => world.engine.setBehaviorData({ ...world.entry(label), data, ...options }));

export const revoke = (label: string, options: Signed = {}): Step =>
  step((world) => world.engine.revoke({ ...world.entry(label), ...options }));

/** Marks what has expired, which no answer may depend on. */
export const sweep = (): Step => step(({ engine }) => engine.sweepExpired());

/** Gives an item other behaviors. */
export const redefine = (key: string, behaviors: readonly object[], options: { readonly cascade?: boolean } = {}) =>
  step(({ engine }) => engine.updateItem({ id: key, item: { name: key, unique_key: key, behaviors }, ...options }));

/** Deletes an item, which archives it. */
export const archive = (key: string): Step => step(({ engine }) => engine.deleteItem({ id: key }));

/** The clock moves to this moment. */
export const at = (time: Moment): Step => step(async ({ clock }) => clock.set(time));

/** The clock moves on. */
export const later = (by: Duration): Step => step(async ({ clock }) => clock.advance(by));

/** Asks whether an order would be allowed: `.thenAllowed()` or `.thenDenied(...)`. */
export const check = (
  action: 'use' | 'get',
  options: Partial<Omit<CheckInput, 'item' | 'action'>> & { readonly item?: string } = {},
): Step =>
  step(async (world) =>
    world.engine.check({ user: somebody, action, ...options, item: await world.item(options.item) }),
  );

/** Any command as plain data, for what has no word of its own. */
export const command = <T extends CommandType>(type: T, input: InputOf<T> | ((world: World) => InputOf<T>)): Step =>
  step((world) => world.engine.execute(type, typeof input === 'function' ? input(world) : input));
