import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memory, parameters, patience, plays } from './settings.js';
import { give, onStage, playAll, type Done, type Stage } from './stage.js';

const remembered = 30 * 24 * 3_600_000;

const everything = async ({ store }: Stage, users: readonly string[]): Promise<unknown> => ({
  entries: await store.entries({
    users: null,
    items: null,
    openAt: null,
    created: [],
    order: [],
    page: 1,
    size: 10_000,
  }),
  logs: await Promise.all(
    users.map((user) => store.log({ user, entry: null, types: null, direction: 'ASC', page: 1, size: 10_000 })),
  ),
  audit: await store.audit(10),
});

const keyOf = ({ order }: Done): string => JSON.stringify([order.input['user'], order.input['key']]);

/** The orders whose answers are what their keys still remember: the first of each key that was not a mistaken reuse. */
const firsts = (done: readonly Done[], now: number): readonly Done[] => {
  const byKey = new Map<string, Done>();
  for (const one of done) {
    if (typeof one.order.input['key'] !== 'string') continue;
    const before = byKey.get(keyOf(one));
    if (before === undefined || before.at <= one.at - remembered) byKey.set(keyOf(one), one);
  }
  return [...byKey.values()].filter(({ at }) => at > now - remembered);
};

describe('a command that is given again with its key', () => {
  it('changes nothing and gets the first answer, however often and whenever', { timeout: patience }, () =>
    fc.assert(
      fc.asyncProperty(
        plays(),
        fc.array(fc.record({ nth: fc.nat(), later: fc.constantFrom(0, 0, 1, 3_600_000, 86_400_000) }), {
          minLength: 1,
        }),
        ({ world, moves }, repeats) =>
          onStage(world, memory, async (stage) => {
            const done = await playAll(stage, world, moves);
            for (const { nth, later } of repeats) {
              stage.now += later;
              const all = firsts(done, stage.now);
              if (all.length === 0) return;
              const before = await everything(stage, world.users);
              const { order, answer } = all[nth % all.length]!;
              const first = { ...answer, replayed: true };
              const again = await Promise.all([give(stage.engine, order), give(stage.engine, order)]);
              expect(again).toEqual([first, first]);
              expect(await everything(stage, world.users)).toEqual(before);
            }
          }),
      ),
      parameters(),
    ),
  );

  it('is a new one from the moment at which it is forgotten', { timeout: patience }, () =>
    onStage(
      {
        start: 0,
        users: ['ann'],
        catalogue: {
          templates: [],
          items: [
            { unique_key: 'item', name: 'Item', template: null, tags: [], additional_properties: {}, behaviors: [] },
          ],
          skus: [],
        },
      },
      memory,
      async (stage) => {
        const order = { type: 'grant', input: { user: 'ann', item: 'item', key: 'k' } } as const;
        expect((await give(stage.engine, order)).replayed).toBe(false);
        stage.now = remembered - 1;
        expect((await give(stage.engine, order)).replayed).toBe(true);
        stage.now = remembered;
        expect((await give(stage.engine, order)).replayed).toBe(false);
      },
    ),
  );
});
