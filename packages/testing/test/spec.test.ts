import { AssertionError } from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import {
  createTestEngine,
  expired,
  get,
  given,
  granted,
  item,
  later,
  revoke,
  startingAt,
  use,
  used,
} from '../src/index.js';

const soon = new Date('2026-01-02T00:00:00Z');
const twoGifts = [granted('forever', { uses: 100 }), granted('expiring', { uses: 20, expires: soon })];

/** How a spec fails, as a runner would print it. */
const failure = async (spec: PromiseLike<void>): Promise<string> => {
  try {
    await spec;
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return String((error as Error).message);
  }
  return 'it passed';
};

describe('a spec', () => {
  it('holds when exactly the expected things happen', async () => {
    await given(...twoGifts)
      .when(use(30))
      .then(used('expiring', 20), used('forever', 10))
      .thenHolds('expiring', { status: 'inactive', ended: 'used_up' })
      .thenLeft(90)
      .when(use(91))
      .thenDenied('insufficient_uses', { requested: 91, left: 90 }, { retryAt: null })
      .thenLeft(90);
  });

  it.each([
    ['in another order', [used('forever', 10), used('expiring', 20)]],
    ['in another quantity', [used('expiring', 20), used('forever', 9)]],
    ['and more', [used('expiring', 20), used('forever', 10), revoke]],
    ['and less', [used('expiring', 20)]],
    ['with other facts', [used('expiring', 20), used('forever', 10, { ended: 'used_up' })]],
  ])('fails when things happen %s, and shows both', async (_how, records) => {
    const expected = records.map((record) => (record === revoke ? expired('forever', 1) : record));
    const spec = given(...twoGifts)
      .when(use(30))
      .then(...(expected as [ReturnType<typeof used>]));
    const message = await failure(spec);
    expect(message).toContain('Other things happened than expected.');
    expect(message).toContain('actual:   \n  used expiring 20\n  used forever 10');
    await expect(spec).rejects.toBeInstanceOf(AssertionError);
  });

  const one = given(granted('gift', { uses: 1 }));
  it.each<[string, () => PromiseLike<void>, string]>([
    ['a refusal that nobody expects', () => one.when(use(2)).then(used('gift', 2)), 'Denied: insufficient_uses'],
    ['a refusal behind a look at the state', () => one.when(use(2)).thenLeft(1), 'Denied: insufficient_uses'],
    ['a refusal in the middle', () => one.when(use(2), use(1)).then(used('gift', 1)), 'Denied: insufficient_uses'],
    ['another reason', () => one.when(use(2)).thenDenied('not_held'), 'expected: ["not_held"]'],
    ['other facts', () => one.when(use(2)).thenDenied('insufficient_uses', { left: 1 }), '"requested":2'],
    ['a denial that does not come', () => one.when(use(1)).thenDenied('insufficient_uses'), 'It was done.'],
    ['something instead of nothing', () => one.when(use(1)).thenNothing(), 'used gift 1'],
    ['another state', () => one.when(use(1)).thenHolds('gift', { status: 'active' }), '"gift" is not as expected.'],
    ['a list with more in it', () => one.when(later({ days: 1 })).thenLists(), 'The list is not as expected.'],
    ['an allowed check', () => one.when(use(1)).thenAllowed(), 'check said something else'],
    ['no conflict', () => one.when(revoke('gift')).thenConflict('already_revoked'), 'a conflict: already_revoked'],
    ['an unknown label', () => one.when(revoke('gfit')).thenNothing(), 'There is no entry "gfit": there are gift.'],
    ['a label twice', () => one.when(get('gift')).thenNothing(), 'There is already an entry "gift"'],
    ['an expectation that is forgotten', () => one.when(use(1)) as unknown as PromiseLike<void>, 'expects nothing'],
  ])('fails on %s', async (_what, spec, message) => {
    expect(await failure(spec())).toContain(message);
  });
});

describe('the clock of a test engine', () => {
  it('stands still, moves on the calendar of UTC, and never goes back', async () => {
    const { clock } = await createTestEngine({ start: '2026-01-31T10:00:00Z' });
    expect(clock.time).toEqual(new Date('2026-01-31T10:00:00Z'));
    expect(clock.advance({ months: 1, hours: 2 })).toEqual(new Date('2026-02-28T12:00:00Z'));
    expect(clock.set('2026-03-01')).toEqual(new Date('2026-03-01T00:00:00Z'));
    expect(() => clock.set('2026-02-28T23:59:59.999Z')).toThrow('cannot go back to 2026-02-28T23:59:59.999Z');
    expect(() => clock.advance({ milliseconds: -1 })).toThrow('cannot go back');
    expect(clock.time).toEqual(new Date('2026-03-01T00:00:00Z'));
  });

  it.each(['2026-01-01T00:00', '1 January 2026', '2026-13-01', 'soon', new Date(NaN)])('refuses %s', async (start) => {
    await expect(createTestEngine({ start })).rejects.toThrow(/is no moment/);
  });

  it('moves from change to change: expiries and the ends of windows, of everybody', async () => {
    const { engine, clock } = await createTestEngine();
    expect(await clock.toNextChange()).toBeNull();
    const hour = { unit_of_time: 'hour' };
    const behaviors = [
      { type_hint: 'expirable', time_length: 4, ...hour },
      { type_hint: 'time_period_gettable', get_limit: 1, time_length: 1, ...hour },
      { type_hint: 'time_period_usable', max_use: 1, time_length: 1, ...hour },
    ];
    await engine.createItem({ item: { name: 'Pass', unique_key: 'pass', behaviors } });
    await engine.grant({ user: 'ann', item: 'pass' });
    clock.advance({ minutes: 30 });
    await engine.grant({ user: 'ben', item: 'pass' });
    clock.advance({ minutes: 15 });
    await engine.use({ user: 'ann', item: 'pass' });
    const seen: (string | undefined)[] = [];
    for (let change = await clock.toNextChange(); change !== null; change = await clock.toNextChange()) {
      seen.push(change.toISOString().slice(11, 16));
    }
    // Ann's get, Ben's get, Ann's use, and both expiries.
    expect(seen).toEqual(['01:00', '01:30', '01:45', '04:00', '04:30']);
    expect(clock.time).toEqual(new Date('2026-01-01T04:30:00Z'));
  });

  it('is a step of a spec, too', async () => {
    await given(
      startingAt('2028-02-29'),
      item('day', [{ type_hint: 'expirable', time_length: 1, unit_of_time: 'year' }]),
    )
      .when(get('leap'))
      .thenHolds('leap', { expires: new Date('2029-02-28T00:00:00Z') });
  });
});
