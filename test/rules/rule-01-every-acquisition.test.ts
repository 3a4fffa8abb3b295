import { createTestEngine, get, given, granted, item, sweep } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, needing, owned } from './settings.js';

const expires = new Date('2026-02-01T00:00:00Z');
const away = (milliseconds: number) => new Date(expires.getTime() + milliseconds);

describe('rule 1: every acquisition makes a new entry', () => {
  it('also of what is held already', () =>
    given(item('sword'))
      .when(get('first'), get('second'), get(['third', 'fourth']))
      .then(granted('first'), granted('second'), granted('third'), granted('fourth'))
      .thenLists('first', 'second', 'third', 'fourth')
      .thenHolds('first', { nth: 1 })
      .thenHolds('fourth', { nth: 4 }));
});

const yes = {
  check: true,
  explain: true,
  listed: 1,
  balance: 5,
  status: 'active',
  mayGetAnother: false,
  mayGetWhatNeedsIt: true,
  use: 'done',
};
const no = {
  check: false,
  explain: false,
  listed: 0,
  balance: 0,
  status: 'inactive',
  mayGetAnother: true,
  mayGetWhatNeedsIt: false,
  use: 'expired',
};

describe('rule 1: an entry is expired from the instant now >= expires, marked or not', () => {
  /** Everybody who has an opinion on whether Ann holds the pass. */
  const opinions = async (moment: Date, { swept }: { swept: boolean }) => {
    const { engine, clock } = await createTestEngine();
    const pass = { user: 'ann', item: 'pass' };
    await engine.createItem({ item: { name: 'Pass', unique_key: 'pass', behaviors: [consumable(5), owned(1)] } });
    await engine.createItem({ item: { name: 'Medal', unique_key: 'medal', behaviors: [needing('pass')] } });
    const [entry] = (await engine.grant({ ...pass, expires })).entries;
    clock.set(moment);
    if (swept) await engine.sweepExpired();
    return {
      check: (await engine.check(pass)).allowed,
      explain: (await engine.explain(pass)).use.decision.allowed,
      listed: (await engine.entries({ user: 'ann' })).total,
      balance: (await engine.balance(pass)).remaining,
      status: (await engine.entry({ user: 'ann', entry: entry!.id })).status,
      mayGetAnother: (await engine.check({ ...pass, action: 'get' })).allowed,
      mayGetWhatNeedsIt: (await engine.check({ user: 'ann', item: 'medal', action: 'get' })).allowed,
      use: await engine.use(pass).then(
        () => 'done',
        (error: { reason?: string }) => error.reason,
      ),
    };
  };

  it.each([
    [-1, yes],
    [0, no],
    [1, no],
  ])('%i ms from expires: all agree, swept or not', async (milliseconds, expected) => {
    expect(await opinions(away(milliseconds), { swept: false })).toEqual(expected);
    expect(await opinions(away(milliseconds), { swept: true })).toEqual(expected);
  });

  it('and says how it ended in the same words before the sweep and after it', () => {
    const ended = { status: 'inactive', ended: 'expired' } as const;
    return given(granted('pass', { uses: 5, expires }))
      .when({ run: async ({ clock }) => clock.set(expires) })
      .thenHolds('pass', ended)
      .when(sweep())
      .thenHolds('pass', ended);
  });
});
