import { createEngine, DeniedError, InvalidInputError, MemoryStore, type Engine } from '@holdall/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cooldown } from '../src/cooldown.js';

const start = Date.parse('2026-06-01T12:00:00Z');
let now = start;
let engine: Engine;

const fireball = (settings: object) => ({
  item: { name: 'Fireball', unique_key: 'fireball', behaviors: [{ type_hint: 'cooldown', ...settings }] },
});
const castAt = async (moment: number) => {
  now = moment;
  return engine.use({ user: 'mage', item: 'fireball' });
};
const refusal = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'allowed',
    (error: unknown) => error,
  );

beforeEach(async () => {
  now = start;
  engine = await createEngine({ store: new MemoryStore(), clock: { now: () => now }, behaviors: [cooldown] });
});
afterEach(() => engine.close());

describe('between uses', () => {
  it.each([
    ['second', 30, '2026-06-01T12:00:30.000Z'],
    ['minute', 1, '2026-06-01T12:01:00.000Z'],
    ['DAY', 2, '2026-06-03T12:00:00.000Z'],
    ['month', 1, '2026-07-01T12:00:00.000Z'],
  ])(
    '%s x %i: denied one millisecond before the end, allowed exactly at it',
    async (unit_of_time, time_length, end) => {
      await engine.createItem(fireball({ time_length, unit_of_time }));
      await engine.grant({ user: 'mage', item: 'fireball' });
      await castAt(start);

      const early = await refusal(castAt(Date.parse(end) - 1));
      expect(early).toBeInstanceOf(DeniedError);
      const denied = early as DeniedError;
      expect(denied.reason).toBe('cooling_down');
      expect(denied.denials[0]!.facts).toEqual({ waited: Date.parse(end) - 1 - start });
      expect(denied.retryAt).toEqual(new Date(end));

      await expect(castAt(Date.parse(end))).resolves.toMatchObject({ quantity: 1 });
    },
  );

  it('counts from the latest use, over all entries of the item', async () => {
    await engine.createItem(fireball({ time_length: 30, unit_of_time: 'second' }));
    await engine.grant({ user: 'mage', item: 'fireball', quantity: 2 });
    await castAt(start);
    await castAt(start + 30_000);
    const denied = (await refusal(castAt(start + 59_999))) as DeniedError;
    expect(denied.retryAt).toEqual(new Date(start + 60_000));
  });

  it('is not started by a use that was given back, and does not concern other users', async () => {
    await engine.createItem(fireball({ time_length: 30, unit_of_time: 'second' }));
    await engine.grant({ user: 'mage', item: 'fireball' });
    await engine.grant({ user: 'witch', item: 'fireball' });
    const { use } = await castAt(start);
    await expect(engine.use({ user: 'witch', item: 'fireball' })).resolves.toMatchObject({ quantity: 1 });
    await engine.reverseUse({ user: 'mage', use });
    await expect(castAt(start + 1)).resolves.toMatchObject({ quantity: 1 });
  });

  it('says the same when asked first', async () => {
    await engine.createItem(fireball({ time_length: 30, unit_of_time: 'second' }));
    await engine.grant({ user: 'mage', item: 'fireball' });
    await castAt(start);
    const { use } = await engine.explain({ user: 'mage', item: 'fireball' });
    expect(use.usableAt).toEqual(new Date(start + 30_000));
    expect(use.decision).toMatchObject({ allowed: false, reason: 'cooling_down' });
  });
});

describe('settings', () => {
  it.each([
    ['no length', { unit_of_time: 'second' }, ['item.behaviors[0].time_length']],
    ['a length of zero', { time_length: 0, unit_of_time: 'second' }, ['item.behaviors[0].time_length']],
    ['half a second', { time_length: 0.5, unit_of_time: 'second' }, ['item.behaviors[0].time_length']],
    ['an endless length', { time_length: 1e15, unit_of_time: 'year' }, ['item.behaviors[0].time_length']],
    ['an unknown unit', { time_length: 1, unit_of_time: 'fortnight' }, ['item.behaviors[0].unit_of_time']],
    ['nothing', {}, ['item.behaviors[0].time_length', 'item.behaviors[0].unit_of_time']],
    ['another field', { time_length: 1, unit_of_time: 'day', shared: true }, ['item.behaviors[0].shared']],
  ])('%s is refused, and named by its path', async (_what, settings, paths) => {
    const error = await refusal(engine.createItem(fireball(settings)));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).details.faults.map(({ path }) => path)).toEqual(paths);
  });

  it('are described to clients like those of the built-in behaviors', () => {
    expect(engine.behaviors().at(-1)).toMatchObject({ typeHint: 'cooldown', fields: [{}, {}] });
  });
});

it('the program shows it', async () => {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  await import('../src/main.js');
  expect(lines).toEqual([
    '12:00:00.000  cast',
    '12:00:10.000  cooling_down, ready at 12:00:30.000',
    '12:00:29.999  cooling_down, ready at 12:00:30.000',
    '12:00:30.000  cast',
  ]);
});
