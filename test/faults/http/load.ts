import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Attempt } from '../load/answer.js';
import type { Book } from '../load/book.js';
import { items } from '../load/catalogue.js';
import { keyOf, type Lane, type Order } from '../load/lane.js';
import { randomFrom, type Random } from '../load/random.js';
import { tokenFor } from './token.js';

/** Seeded grants and uses, a user to each lane: orders of which every client knows enough, whatever it was answered before. */
export const grantsAndUses = (
  seed: number,
  size: { readonly lanes: number; readonly orders: number },
): readonly Lane[] => {
  const random = randomFrom(seed);
  return Array.from({ length: size.lanes }, (_, index) => ({
    name: `user ${index}`,
    user: `user ${index}`,
    orders: Array.from({ length: size.orders }, () => orderOf(random)),
  }));
};

const orderOf = (random: Random): Order => {
  const item = items[random(items.length)]!;
  return random(100) < 45 ? { type: 'grant', item, quantity: 1 } : { type: 'use', item, quantity: 1 + random(4) };
};

/** Where orders go, and what items are called there. */
export interface Counter {
  readonly url: string;
  readonly ids: ReadonlyMap<string, number>;
}

/** Gives an order once, with its key. Whatever is not a whole answer is a failure of which nobody knows the outcome. */
export const send = async ({ url, ids }: Counter, lane: Lane, nth: number): Promise<Attempt> => {
  const order = lane.orders[nth]! as Extract<Order, { readonly item: string }>;
  const user = `${url}/users/${encodeURIComponent(lane.user)}/entitlements`;
  const id = ids.get(order.item)!;
  const key = keyOf(lane, nth);
  const headers = { authorization: `Bearer ${tokenFor(key)}`, 'idempotency-key': key };
  try {
    const response = await (order.type === 'grant'
      ? fetch(user, { method: 'POST', headers, body: JSON.stringify({ entitlement_id: id }) })
      : fetch(`${user}/${id}/use?quantity=${order.quantity}`, { method: 'POST', headers }));
    return answerIn(response.status, await response.text(), response.headers.get('idempotency-replayed') === 'true');
  } catch (error) {
    return failed('unanswered', String(error), true);
  }
};

const answerIn = (status: number, text: string, replayed: boolean): Attempt => {
  const accepted: Answer = { kind: 'accepted', result: { status } };
  if (status < 300) return { answered: true, answer: accepted, replayed };
  const { result } = JSON.parse(text) as { result: [{ details: { code: string; reason?: string } }] };
  const [{ details }] = result;
  if (status === 503) return failed(details.code, text, true);
  if (status !== 400 || details.code !== 'denied') return failed(details.code, `${status}: ${text}`, false);
  return {
    answered: true,
    answer: { kind: 'refused', code: 'denied', details: { reason: details.reason! } },
    replayed,
  };
};

const failed = (code: string, message: string, transient: boolean): Attempt => ({
  answered: false,
  failure: { code, message, transient, unknown: true },
});

/** Gives the orders of all lanes at the same time, from where each was answered before, until `isOver` or all are answered. */
export const runOverHttp = async (counter: Counter, book: Book, isOver: () => boolean): Promise<void> => {
  await Promise.all(
    book.lanes.map(async (lane, index) => {
      while (book.answers[index]!.length < lane.orders.length) {
        const nth = book.answers[index]!.length;
        const tried = await send(counter, lane, nth);
        if (tried.answered) book.hear({ event: 'acknowledged', lane: index, nth, ...tried });
        else {
          book.hear({ event: 'failed', lane: index, nth, failure: tried.failure });
          if (isOver() || !tried.failure.transient) return;
          await sleep(10);
        }
      }
    }),
  );
};
