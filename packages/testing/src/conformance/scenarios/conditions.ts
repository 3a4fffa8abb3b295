import assert from 'node:assert/strict';
import { createEngine, type Engine, type Store } from '@holdall/core';
import { handedOver } from '../handed-over.js';
import { noon } from '../hand-made.js';
import type { Scenario } from '../scenario.js';

const engineOn = (store: Store): Promise<Engine> =>
  createEngine({ store: handedOver(store), clock: { now: () => noon } });

const lost = { code: 'conflict', details: { reason: 'precondition_failed' } };
const isLost = (error: unknown): boolean => {
  const { code, details } = error as { code: string; details: { reason: string } };
  assert.deepEqual({ code, details: { reason: details.reason } }, lost);
  return true;
};

/** Changes that are only made to what somebody has read. */
export const conditions: readonly Scenario[] = [
  {
    title: 'a document has the revision that its writing answered, for whoever reads it',
    shared: true,
    run: async ({ store, another }) => {
      const [one, other] = [await engineOn(store), await engineOn(await another())];
      const additional_properties = {
        half: { type: 'double', value: 0.1 },
        text: { type: 'text', value: 'ü 🎒 \u2028' },
      };
      const made = await one.createItem({ item: { name: 'Ñame', additional_properties } });
      const template = await one.createTemplate({ template: { id: 'tämplate', name: 'T' } });
      assert.equal((await other.item(made.id)).revision, made.revision);
      assert.equal((await other.template('tämplate')).revision, template.revision);
      assert.equal((await other.items()).content[0]!.revision, made.revision);
    },
  },
  {
    title: 'a change made through one store is known to the condition of another that has not read it yet',
    shared: true,
    run: async ({ store, another }) => {
      const [one, other] = [await engineOn(store), await engineOn(await another())];
      const { revision } = await one.createItem({ item: { name: 'first' } });
      assert.equal((await other.item(1)).revision, revision);
      const second = await one.updateItem({ id: 1, item: { name: 'second' }, ifRevision: revision });
      await assert.rejects(other.updateItem({ id: 1, item: { name: 'late' }, ifRevision: revision }), isLost);
      await assert.rejects(other.deleteItem({ id: 1, ifRevision: revision }), isLost);
      await other.updateItem({ id: 1, item: { name: 'third' }, ifRevision: second.revision });
      assert.equal((await one.item(1)).name, 'third');
    },
  },
  {
    title: 'of several who read the same and write at once through two stores, one wins and the others hear of it',
    shared: true,
    run: async ({ store, another }) => {
      const engines = [await engineOn(store), await engineOn(await another())];
      await engines[0]!.createTemplate({ template: { id: 't', name: 'start' } });
      for (let round = 0; round < 5; round += 1) {
        const { revision } = await engines[round % 2]!.template('t');
        const names = Array.from({ length: 6 }, (_, index) => `round ${round}, writer ${index}`);
        const endings = await Promise.allSettled(
          names.map((name, index) =>
            engines[index % 2]!.updateTemplate({ id: 't', template: { name }, ifRevision: revision }),
          ),
        );
        const won = names.filter((_name, index) => endings[index]!.status === 'fulfilled');
        assert.equal(won.length, 1, `won: ${won.join('; ')}`);
        for (const ending of endings) if (ending.status === 'rejected') isLost(ending.reason);
        for (const engine of engines) assert.equal((await engine.template('t')).name, won[0]);
      }
    },
  },
];
