import type { InventoryEvent } from '@holdall/core';
import { createTestEngine, type TestEngineOptions } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable } from './settings.js';

const never = new Promise<void>(() => undefined);

const world = async (options: TestEngineOptions = {}) => {
  const made = await createTestEngine(options);
  await made.engine.createItem({ item: { name: 'A', unique_key: 'a', behaviors: [consumable(3)] } });
  return made;
};
const told = ({ type, user, entry, quantity }: InventoryEvent) => `${user} ${type} ${entry} ${quantity}`;

describe('events', () => {
  it('tell what was committed, in commit order', async () => {
    const { engine, clock } = await world();
    const heard: string[] = [];
    engine.subscribe((event) => void heard.push(told(event)));
    await Promise.allSettled([
      engine.grant({ user: 'ann', item: 'a' }),
      engine.grant({ user: 'ben', item: 'a' }),
      engine.use({ user: 'ann', item: 'a', quantity: 4 }),
      engine.use({ user: 'ann', item: 'a', quantity: 3 }),
      engine.use({ user: 'ben', item: 'a' }),
    ]);
    await engine.revoke({ user: 'ben', entry: 2 });
    clock.advance({ days: 1 });
    await engine.sweepExpired();
    await engine.idle();
    expect(heard).toEqual([
      'ann granted 1 3',
      'ben granted 2 3',
      'ann used 1 3',
      'ann used_up 1 3',
      'ben used 2 1',
      'ben revoked 2 2',
    ]);
  });

  it('carry the id of their log record, and all that it says', async () => {
    const { engine } = await world();
    const heard: InventoryEvent[] = [];
    engine.subscribe((event) => void heard.push(event));
    await engine.grant({ user: 'ann', item: 'a', actor: 'shop', info: 'a gift' });
    await engine.idle();
    const [record] = (await engine.log({ user: 'ann' })).content;
    const { seq: _seq, ...rest } = record!;
    expect(heard).toEqual([rest]);
  });

  it('come after the commit: what they tell of can be read', async () => {
    const { engine } = await world();
    const seen: unknown[] = [];
    engine.subscribe(async ({ user, entry }) => void seen.push((await engine.entry({ user, entry })).status));
    await engine.grant({ user: 'ann', item: 'a' });
    await engine.idle();
    expect(seen).toEqual(['active']);
  });

  it('may give orders of their own', async () => {
    const { engine } = await world();
    engine.subscribe(async ({ type, user }) => {
      if (type === 'used_up') await engine.grant({ user, item: 'a' });
    });
    await engine.grant({ user: 'ann', item: 'a' });
    await engine.use({ user: 'ann', item: 'a', quantity: 3 });
    await engine.idle();
    expect((await engine.balance({ user: 'ann', item: 'a' })).remaining).toBe(3);
  });

  it('are not told of what was refused, or of a replay', async () => {
    const { engine } = await world();
    const heard: string[] = [];
    await engine.grant({ user: 'ann', item: 'a', key: 'k' });
    engine.subscribe((event) => void heard.push(told(event)));
    await engine.grant({ user: 'ann', item: 'a', key: 'k' });
    await expect(engine.use({ user: 'ann', item: 'a', quantity: 9 })).rejects.toThrow('insufficient_uses');
    await engine.idle();
    expect(heard).toEqual([]);
  });
});

describe('subscribers', () => {
  it.each<[string, () => void | Promise<void>]>([
    [
      'throws',
      () => {
        throw new Error('a bad day');
      },
    ],
    ['rejects', () => Promise.reject(new Error('a bad day'))],
  ])('one that %s fails no command and keeps nobody from hearing', async (_how, subscriber) => {
    const failures: string[] = [];
    const { engine } = await world({
      subscriberFailed: (error, event) => {
        failures.push(`${(error as Error).message}: ${told(event)}`);
        throw new Error('whoever reports failures causes none');
      },
    });
    const heard: string[] = [];
    engine.subscribe(subscriber);
    engine.subscribe((event) => void heard.push(told(event)));
    await engine.grant({ user: 'ann', item: 'a' });
    await engine.use({ user: 'ann', item: 'a' });
    await engine.idle();
    expect(heard).toEqual(['ann granted 1 3', 'ann used 1 1']);
    expect(failures).toEqual(['a bad day: ann granted 1 3', 'a bad day: ann used 1 1']);
  });

  it('one that never answers delays no command and nobody else; ended, it is no longer waited for', async () => {
    const { engine } = await world();
    const heard: string[] = [];
    const silent: string[] = [];
    const end = engine.subscribe((event) => {
      silent.push(told(event));
      return never;
    });
    engine.subscribe((event) => void heard.push(told(event)));
    for (let count = 0; count < 3; count += 1) await engine.grant({ user: 'ann', item: 'a' });
    end();
    await engine.idle();
    expect(heard).toEqual(['ann granted 1 3', 'ann granted 2 3', 'ann granted 3 3']);
    // It is told one at a time, and is still busy with the first.
    expect(silent).toEqual(['ann granted 1 3']);
  });

  it('without anybody who wants to know of failures, failing is quiet', async () => {
    const { engine } = await world();
    engine.subscribe(() => Promise.reject(new Error('a bad day')));
    await engine.grant({ user: 'ann', item: 'a' });
    await expect(engine.idle()).resolves.toBeUndefined();
  });

  it('hear nothing any more once they ended it, not even of what was on its way', async () => {
    const { engine } = await world();
    const heard: string[] = [];
    const end: () => void = engine.subscribe((event) => {
      heard.push(told(event));
      end();
    });
    await engine.grant({ user: 'ann', item: 'a', quantity: 3 });
    await engine.grant({ user: 'ann', item: 'a' });
    await engine.idle();
    end();
    expect(heard).toEqual(['ann granted 1 3']);
  });
});
