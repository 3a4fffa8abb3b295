import { after, periodOf, type Engine, type EntryView, type JsonObject, type PeriodSettings } from '@holdall/core';
import { dataKey } from '../../mapping/translate.js';
import { sameMeter, type Meter, type Sale } from '../../ports/sale.js';
import { hasEnded, hasRunOut, hasStarted } from '../forward.js';
import { reached } from '../thresholds.js';
import type { Step } from './step.js';

/**
 * The engine is told what was seen at the vendor since it was last told. Each telling says how things are and not what
 * they changed by, so that to repeat one changes nothing. Also of a sale that has ended: what was used before is found
 * out later.
 */
export const tell: Step = async ({ engine }, sale) => {
  const { user, meter, booked } = sale;
  if (meter === null || booked === null || sameMeter(meter, booked)) return null;
  const held = { user, entry: sale.entry! };
  const about = { ...held, info: `${meter.state.slice(0, 100)} at eSIM Go` };
  const entry = await engine.entry(held);
  if (meter.initial !== booked.initial) await raiseMaximum(engine, entry, meter);
  // When it was seen, as the sale was stored: the same however often it is told.
  if (meter.used > booked.used) await engine.recordUse({ ...about, used: meter.used, at: new Date(sale.updatedAt) });
  const expires = await expiryOf(engine, entry, sale, { meter, booked });
  if (expires !== null) await engine.setExpiry({ ...about, expires: new Date(expires) });
  const over = hasEnded(meter);
  if (over && !hasEnded(booked)) await close(engine, held, about.info, meter);
  return {
    booked: meter,
    announced: Math.max(sale.announced, reached(meter)),
    ...(over && sale.stage === 'held' ? { stage: 'ended' } : {}),
  };
};

const raiseMaximum = async (engine: Engine, { user, id, data }: EntryView, { initial }: Meter): Promise<void> => {
  if (initial === null || initial === 0) return;
  const consumable = { ...(data['consumable'] as object | undefined), max_use: initial };
  await engine.setBehaviorData({ user, entry: id, data: { ...data, consumable } });
};

/** Null: nothing to be told of it. */
const expiryOf = async (
  engine: Engine,
  entry: EntryView,
  { item, updatedAt }: Sale,
  { meter, booked }: { readonly meter: Meter; readonly booked: Meter },
): Promise<number | null> => {
  if (hasRunOut(meter.state)) {
    // It may have run out by the engine's own clock before it was seen to have.
    return Math.min(meter.endsAt ?? updatedAt, entry.expires?.getTime() ?? Infinity);
  }
  if (meter.endsAt !== null) return meter.endsAt === booked.endsAt ? null : meter.endsAt;
  if (meter.used > 0 || !hasStarted(meter) || entry.expires !== null) return null;
  // Its time runs, and no byte was seen that would start it: all that is ever seen of an unlimited one.
  const period = await lengthFromFirstUse(engine, item);
  return period === null ? null : after(updatedAt, periodOf(period));
};

const lengthFromFirstUse = async (engine: Engine, item: number): Promise<PeriodSettings | null> => {
  const { behaviors } = await engine.item(item);
  const expirable = behaviors.find(
    (settings) => settings.type_hint === 'expirable' && settings['starts_on'] === 'first_use',
  );
  return (expirable as PeriodSettings | undefined) ?? null;
};

/** Used up or expired it is by what was told above. What else ends a bundle, and why, is told here. */
const close = async (
  engine: Engine,
  held: { readonly user: string; readonly entry: number },
  info: string,
  { state }: Meter,
): Promise<void> => {
  const entry = await engine.entry(held);
  if (entry.status !== 'inactive') {
    if (state === 'revoked') await engine.revoke({ ...held, info });
    else await engine.setStatus({ ...held, status: 'inactive', info });
  }
  const known = entry.data[dataKey];
  const part = (typeof known === 'object' && known !== null && !Array.isArray(known) ? known : {}) as JsonObject;
  await engine.setBehaviorData({ ...held, info, data: { ...entry.data, [dataKey]: { ...part, state } } });
};
