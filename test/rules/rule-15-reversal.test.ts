import {
  at,
  createTestEngine,
  expired,
  get,
  given,
  granted,
  item,
  later,
  reverse,
  reversed,
  revoke,
  revoked,
  setBehaviorData,
  setStatus,
  step,
  use,
} from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable } from './settings.js';

const soon = new Date('2026-01-02T00:00:00Z');
const late = new Date('2026-02-02T00:00:00Z');
/** A use of 9 that takes 2 from "soon", 3 from "late" and 4 of the 5 of "forever". */
const nine = [
  granted('forever', { uses: 5 }),
  granted('late', { uses: 3, expires: late }),
  granted('soon', { uses: 2, expires: soon }),
  use(9),
] as const;

describe('rule 15: a use is given back to exactly the entries that it was taken from', () => {
  it('in whole: last taken first, and what was used up is active again with its own expiry', () =>
    given(...nine)
      .when(reverse())
      .then(
        reversed('forever', 4),
        reversed('late', 3, { status: 'active', ended: null }),
        reversed('soon', 2, { status: 'active', ended: null }),
      )
      .thenHolds('soon', { status: 'active', ended: null, expires: soon, remaining: 2 })
      .thenHolds('late', { status: 'active', expires: late, remaining: 3 })
      .thenLeft(10));

  it('in part: never more than was taken from each', () =>
    given(...nine)
      .when(reverse(5))
      .then(reversed('forever', 4), reversed('late', 1))
      .thenLeft(6)
      .when(reverse(3))
      .then(reversed('late', 2), reversed('soon', 1))
      .when(reverse())
      .then(reversed('soon', 1))
      .thenLeft(10));

  it('answers what went back where, and what of the use still stands', () =>
    given(...nine)
      .when(reverse(5))
      .thenAlso((_world, outcome) => {
        expect(outcome).toMatchObject({
          result: {
            use: 1,
            quantity: 5,
            returns: [
              { entry: 1, quantity: 4, status: 'active', spendable: true },
              { entry: 2, quantity: 1, status: 'active', spendable: true },
            ],
            net: 4,
          },
        });
      }));

  it('one of several uses, whichever is named', () =>
    given(granted('a', { uses: 9 }), use(3, { as: 'mistake' }), use(5))
      .when(reverse(undefined, { of: 'mistake' }))
      .then(reversed('a', 3))
      .thenLeft(4));

  it('also where entries have no limit', () =>
    given(item('torch'), get('a'), use(7)).when(reverse(3)).then(reversed('a', 3)).thenLeft(null));
});

describe('rule 15: what has ended meanwhile', () => {
  it('what belongs to an expired entry is returned, expired, and not spendable', () =>
    given(...nine, at(soon))
      .when(reverse())
      .then(
        reversed('forever', 4),
        reversed('late', 3),
        reversed('soon', 2, { at: soon }),
        expired('soon', 2, { at: soon, ended: 'expired' }),
      )
      .thenHolds('soon', { status: 'inactive', ended: 'expired', expires: soon })
      .thenAlso((_world, outcome) => {
        expect(outcome).toMatchObject({ result: { returns: [{}, {}, { quantity: 2, spendable: false }], net: 0 } });
      })
      .thenLeft(8));

  it('one millisecond before, it is spendable', () =>
    given(
      ...nine,
      step(async ({ clock }) => clock.set(new Date(soon.getTime() - 1))),
    )
      .when(reverse())
      .then(reversed('forever', 4), reversed('late', 3), reversed('soon', 2))
      .thenLeft(10));

  it('an entry with something left forfeits that at its instant first', () =>
    given(granted('a', { uses: 5, expires: soon }), use(2), later({ days: 30 }))
      .when(reverse())
      .then(
        expired('a', 3, { at: soon }),
        reversed('a', 2, { at: '2026-01-31T00:00:00Z' }),
        expired('a', 2, { at: '2026-01-31T00:00:00Z' }),
      ));

  it('what belongs to a revoked entry is returned and revoked', () =>
    given(granted('a', { uses: 5 }), use(2), revoke('a'))
      .when(reverse())
      .then(reversed('a', 2), revoked('a', 2))
      .thenHolds('a', { status: 'inactive', ended: 'revoked' }));

  it('what belongs to an entry that was switched off waits there', () =>
    given(granted('a', { uses: 5 }), use(5), setStatus('a', 'active'), setStatus('a', 'inactive'))
      .when(reverse(2))
      .then(reversed('a', 2))
      .thenHolds('a', { status: 'inactive', ended: 'deactivated', remaining: 2 }));

  it('without a limit nothing is lost that could be counted', () =>
    given(item('torch'), get('a', { expires: soon }), use(7), at(soon))
      .when(reverse())
      .then(expired('a', 0), reversed('a', 7), expired('a', 0)));

  it('a counter that was lowered meanwhile does not fall below zero', () =>
    given(item('potion', [consumable(5)]), get('a'), use(3), setBehaviorData('a', { consumable: { used: 1 } }))
      .when(reverse())
      .thenHolds('a', { remaining: 5, data: { consumable: { used: 0 } } }));
});

describe('rule 15: what is refused', () => {
  it.each([
    [5, null],
    [6, { requested: 6, reversible: 5 }],
  ])('%i of the 5 that still stand', async (quantity, facts) => {
    const spec = given(granted('a', { uses: 9 }), use(8), reverse(3)).when(reverse(quantity));
    if (facts === null) await spec.then(reversed('a', 5));
    else await spec.thenDenied('exceeds_use', facts).thenLeft(4);
  });

  it('a second full reversal', () =>
    given(granted('a', { uses: 9 }), use(8), reverse())
      .when(reverse())
      .thenConflict('already_reversed', { use: 1 })
      .when(reverse(1))
      .thenConflict('already_reversed')
      .thenLeft(9));

  it('two full reversals in the same moment: one is done', async () => {
    const { engine } = await createTestEngine();
    await engine.createItem({
      item: { name: 'A', unique_key: 'a', behaviors: [consumable(5)] },
    });
    await engine.grant({ user: 'ann', item: 'a' });
    const { use: id } = await engine.use({ user: 'ann', item: 'a', quantity: 5 });
    const both = await Promise.allSettled([
      engine.reverseUse({ user: 'ann', use: id }),
      engine.reverseUse({ user: 'ann', use: id }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await engine.balance({ user: 'ann', item: 'a' })).remaining).toBe(5);
  });

  it('somebody else’s use, and one that never was', () =>
    given(granted('a', { uses: 9 }), use(8))
      .when(step(({ engine }) => engine.reverseUse({ user: 'ben', use: 1 })))
      .thenNotFound('use')
      .when(step(({ engine }) => engine.reverseUse({ user: 'ann', use: 2 })))
      .thenNotFound('use'));
});
