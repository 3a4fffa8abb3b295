import type { Meter } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { forward, type Seen } from '../../src/flows/forward.js';

const now = 10_000;
const meter = (state: string, used = 0, more: Partial<Meter> = {}): Meter => ({
  state,
  initial: 100,
  used,
  endsAt: null,
  ...more,
});
const seen = (by: Seen['by'], state: string, used = 0, more: Partial<Meter> = {}): Seen => ({
  meter: meter(state, used, more),
  metered: true,
  by,
});

describe('what is known of a bundle', () => {
  it.each([
    ['what is over stays over', meter('expired', 40), seen('callback', 'active', 30), meter('expired', 40)],
    ['also in a list that is older', meter('revoked', 40), seen('poll', 'active', 50), meter('revoked', 50)],
    ['and in a state that nobody knows', meter('lapsed'), seen('poll', 'frozen'), meter('lapsed')],
    ['the first end stands', meter('revoked'), seen('poll', 'expired'), meter('revoked')],
    [
      'what is used up expires',
      meter('depleted', 100),
      seen('poll', 'expired'),
      meter('expired', 100, { endsAt: now }),
    ],
    ['what is used up was used in full', meter('active', 90), seen('poll', 'depleted', 0), meter('depleted', 100)],
    ['what was used stays unknown no more', meter('frozen', 5), seen('poll', 'queued', 0), meter('active', 5)],
    ['a callback knows nothing of it', meter('frozen', 5), seen('callback', 'active', 9), meter('frozen', 9)],
    [
      'an end that was said stands when it has come',
      meter('active', 1, { endsAt: 9_000 }),
      seen('poll', 'expired', 1),
      meter('expired', 1, { endsAt: 9_000 }),
    ],
    [
      'an end that was to come has come',
      meter('active', 1, { endsAt: 99_000 }),
      seen('poll', 'expired', 1),
      meter('expired', 1, { endsAt: now }),
    ],
  ])('%s', (_case, known, one, expected) => {
    expect(forward(known, one, now)).toEqual(expected);
  });

  it('is the same in whatever order callbacks come', () => {
    const told = [
      seen('callback', 'active', 1, { endsAt: 20_000 }),
      seen('callback', 'active', 50, { endsAt: 20_000 }),
      seen('callback', 'depleted', 100, { endsAt: 20_000 }),
      seen('callback', 'active', 80),
    ];
    const orders = permuted(told);
    expect(orders).toHaveLength(24);
    for (const order of orders) {
      const last = order.reduce((known, one) => forward(known, one, now), meter('queued'));
      expect(last).toEqual(meter('depleted', 100, { endsAt: 20_000 }));
    }
  });
});

const permuted = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.length < 2 ? [all] : all.flatMap((one, nth) => permuted(all.toSpliced(nth, 1)).map((others) => [one, ...others]));
