import type { Entry, LogRecord } from '@holdall/core';

/** Rebuilds an entry from its log, one statement per thing that a record can say; nothing of core's is used. */
export const rebuilt = (log: readonly LogRecord[]): Entry => {
  const [first] = log;
  const entry: Record<string, unknown> = {
    user: first!.user,
    id: first!.entry,
    item: first!.item,
    nth: first!.details.origin!.nth,
    sku: first!.details.origin!.sku,
    invoice: first!.details.origin!.invoice,
    createdAt: first!.at,
    status: 'pending',
    ended: null,
    activatedAt: null,
    expires: null,
  };
  const data = new Map<string, unknown>();
  let booked = 0;
  for (const { type, quantity, details } of log) {
    if (type === 'granted' || type === 'adjusted' || type === 'reversed') booked += quantity;
    if (type === 'used' || type === 'expired' || type === 'revoked') booked -= quantity;
    const to = details.to ?? {};
    for (const field of ['status', 'ended', 'activatedAt', 'expires'] as const) {
      if (to[field] !== undefined) entry[field] = to[field];
    }
    for (const [key, value] of Object.entries(to.data ?? {})) data.set(key, value);
    for (const key of to.dropped ?? []) data.delete(key);
  }
  const updatedAt = Math.max(...log.map(({ at }) => at));
  return { ...entry, data: Object.fromEntries(data), booked, revision: log.length, updatedAt } as unknown as Entry;
};
