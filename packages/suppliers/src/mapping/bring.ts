import { DeniedError, type Engine, type EntryView } from '@holdall/core';
import type { Held } from './held-entries.js';
import { markPatch, sameTerms } from './mark.js';
import type { Terms, WantedEntry } from './wanted-entry.js';

export interface Bringing {
  readonly engine: Pick<Engine, 'check' | 'grant' | 'setExpiry' | 'setStatus' | 'setBehaviorData'>;
  /** The supplier's name. */
  readonly name: string;
  readonly now: number;
  readonly overrides: readonly string[];
  readonly actor: string | null;
}

/** What bringing an entry in came to. `over`: it was over before it was ever brought, so it was not. */
export type Brought = 'created' | 'changed' | 'unchanged' | 'over';

/**
 * Makes an entry what the supplier wants it to be. Only what the supplier changed since the last time is changed: what
 * others did with the entry stands. Stopped anywhere, the next import goes on from there, and never makes a second entry.
 * @throws DeniedError where the item's rules do not allow it
 */
export const bring = async (wanted: WantedEntry, held: Held | undefined, bringing: Bringing): Promise<Brought> => {
  const { terms } = wanted;
  if (held === undefined) {
    if (isOver(terms, bringing)) return 'over';
    await create(wanted, bringing);
    return 'created';
  }
  const { terms: before, vanished } = held.mark;
  if (before !== null && sameTerms(before, terms) && !vanished) {
    // Nobody makes it pending but an import that was stopped before it was done.
    if (held.status !== 'pending' || terms.status === 'pending') return 'unchanged';
    await bringing.engine.setStatus({ ...orderOn(held, bringing), status: terms.status });
    return 'changed';
  }
  await change(wanted, held, bringing);
  return 'changed';
};

/** Pending until all its terms are there: a moment without its cap would be a moment without a limit. */
const create = async (wanted: WantedEntry, bringing: Bringing): Promise<void> => {
  const { engine, name } = bringing;
  const { key, terms } = wanted;
  const { user, id } = await granted(wanted, bringing);
  const entry = orderOn({ user, entry: id }, bringing);
  if (terms.expires !== null) await engine.setExpiry({ ...entry, expires: new Date(terms.expires) });
  const data = { ...markPatch(name, key, terms), ...capPatch(terms.maxUse) };
  await engine.setBehaviorData({ ...entry, merge: true, data });
  if (terms.status !== 'pending') await engine.setStatus({ ...entry, status: terms.status });
};

const change = async ({ key, terms }: WantedEntry, held: Held, bringing: Bringing): Promise<void> => {
  const { engine, name } = bringing;
  const entry = orderOn(held, bringing);
  const { terms: before, vanished } = held.mark;
  const expires = before?.expires !== terms.expires;
  const capped = before?.maxUse !== terms.maxUse;
  if (expires) await engine.setExpiry({ ...entry, expires: terms.expires === null ? null : new Date(terms.expires) });
  if (capped) await engine.setBehaviorData({ ...entry, merge: true, data: capPatch(terms.maxUse) });
  // What had ended because of the old terms, or because it was gone, begins again with the new ones.
  const again =
    (expires && held.ended === 'expired') ||
    (capped && held.ended === 'used_up') ||
    (vanished && held.ended === 'revoked');
  if ((again || before?.status !== terms.status) && !isOver(terms, bringing)) {
    await engine.setStatus({ ...entry, status: terms.status });
  }
  // Last: an import that was stopped before finds the old terms, and does it all again.
  await engine.setBehaviorData({ ...entry, merge: true, data: markPatch(name, key, terms) });
};

const isOver = ({ expires }: Terms, { now }: Bringing): boolean => expires !== null && expires <= now;

/** null takes it away: then the item's own counts. */
const capPatch = (maxUse: number | null) => ({ consumable: { max_use: maxUse } });

/** What every command on an entry says. */
export const orderOn = (
  { user, entry }: Pick<Held, 'user' | 'entry'>,
  { name, actor }: Pick<Bringing, 'name' | 'actor'>,
) => ({
  user,
  entry,
  actor,
  info: `as ${name} has it`,
});

/**
 * The same entry however often it is asked for: the idempotency key follows from the supplier's ids. A refusal is remembered
 * under the key, too; so where the rules would allow it by now, it is asked for under the next.
 */
const granted = async ({ user, item, key }: WantedEntry, bringing: Bringing): Promise<EntryView> => {
  const { engine, name, overrides, actor } = bringing;
  const order = { user, item, status: 'pending', overrides, actor, info: `as ${name} has it` } as const;
  for (let nth = 1; ; nth += 1) {
    try {
      const attempt = nth === 1 ? '' : `:${nth}`;
      const { entries } = await engine.grant({ ...order, key: `supplier:${name}:${item}:${key}${attempt}` });
      return entries[0]!;
    } catch (error) {
      if (!(error instanceof DeniedError && error.replayed)) throw error;
      const { allowed } = await engine.check({ user, item, action: 'get', overrides });
      if (!allowed) throw error;
    }
  }
};
