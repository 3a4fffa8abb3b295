import type { Behavior } from '@holdall/core';
import { moment, type Moment } from '../clock.js';
import { recordOf, type ExpectedRecord } from './record.js';
import { step, type Step } from './step.js';
import { get, type Get } from './whens.js';

type Fields = Readonly<Record<string, unknown>>;

/** The clock starts here instead of on 1 January 2026. */
export const startingAt = (start: Moment): Step => ({ start, run: async () => undefined });

/** Behaviors of the host's own. */
export const knowing = (...behaviors: readonly Behavior[]): Step => ({ behaviors, run: async () => undefined });

/** An item with these behaviors. The first one that a spec describes is the one that its steps mean. */
export const item = (key: string, behaviors: readonly object[] = [], fields: Fields = {}): Step =>
  step(async (world) => {
    world.describesItem(key);
    return world.engine.createItem({ item: { name: key, unique_key: key, behaviors, ...fields } });
  });

export const template = (id: string, fields: Fields = {}): Step =>
  step(({ engine }) => engine.createTemplate({ template: { id, name: id, ...fields } }));

/** A SKU that grants so many of each item: `sku('starter', { sword: 1, potion: 3 })`. */
export const sku = (code: string, items: Readonly<Record<string, number>>, fields: Fields = {}): Step =>
  step(({ engine }) => {
    const parts = Object.entries(items).map(([unique_key, quantity]) => ({ unique_key, quantity }));
    return engine.createSku({ sku: { sku: code, currency_code: 'EUR', price: 100, items: parts, ...fields } });
  });

export interface Granted extends Omit<Get, 'maxUse'> {
  /** How many uses the entry has. In `then`: the quantity of the record; left out, it is 0, as without a limit. */
  readonly uses?: number;
}

/**
 * An entry that somebody holds: `given(granted('gift', { uses: 3 }))`. The same words say in `then` that one was
 * granted: there `status` and `expires` are compared where they are named.
 */
export const granted = (label: string, { uses, ...options }: Granted = {}): Step & ExpectedRecord => ({
  ...get(label, uses === undefined ? options : { ...options, maxUse: uses }),
  ...recordOf('granted', label, uses ?? 0, {
    ...(typeof options.status === 'string' && { status: options.status }),
    ...(options.expires !== undefined && { expires: moment(options.expires) }),
  }),
});
