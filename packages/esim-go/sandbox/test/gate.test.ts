import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Gate } from '../src/http/gate.js';

it('is filled by so many who wait at once, and by no fewer', async () => {
  const gate = new Gate();
  const events: string[] = [];
  void gate.filled(2).then(() => events.push('filled'));
  void gate.wait().then(() => events.push('first goes on'));
  await setImmediate();
  expect(events).toEqual([]);
  void gate.wait().then(() => events.push('second goes on'));
  await setImmediate();
  expect(events).toEqual(['filled']);
  await gate.filled(2);
  expect(gate.open()).toBe(2);
  await setImmediate();
  expect(events).toEqual(['filled', 'first goes on', 'second goes on']);
  expect(gate.open()).toBe(0);
});
