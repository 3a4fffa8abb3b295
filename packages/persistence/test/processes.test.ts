import { createEngine, type Engine, type UnitOfWork } from '@holdall/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStore, TypeOrmStore } from '../src/index.js';
import {
  documentsOf,
  entryOf,
  everything,
  meetingPoint,
  nothing,
  openStore,
  sharedPlaces,
  type FreshPlace,
  withCommit,
  writing,
} from './worlds.js';

/** Two engines on one database share nothing but the database, as two processes do. */
const twoEngines = async (place: FreshPlace): Promise<readonly [Engine, Engine]> => {
  const shared = await place();
  const engine = async () => {
    const made = await createEngine({ store: createStore(shared) });
    onTestFinished(() => made.close());
    return made;
  };
  return [await engine(), await engine()];
};

describe.each(sharedPlaces)('two engines on one database, %s', (_name, place) => {
  it('see what the other did to the catalogue, deletions too, before they decide', async () => {
    const [one, other] = await twoEngines(place);
    await one.createTemplate({ template: { id: 'pass', name: 'Pass' } });
    await one.createItem({ item: { name: 'Key', unique_key: 'key', template: 'pass' } });
    await one.createSku({ sku: { sku: 'k', currency_code: 'EUR', price: 1, items: [{ unique_key: 'key' }] } });
    expect((await other.item('key')).name).toBe('Key');
    expect((await other.addBySku({ user: 'ann', sku: 'k', skipInvoice: true })).entries).toHaveLength(1);

    await other.updateItem({ id: 'key', item: { name: 'Golden key', unique_key: 'golden', template: 'pass' } });
    await expect(one.grant({ user: 'ann', item: 'key' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await one.grant({ user: 'ann', item: 'golden' })).entries[0]).toMatchObject({ itemName: 'Golden key' });

    await other.deleteSku({ sku: 'k' });
    await other.deleteTemplate({ id: 'pass', cascade: 'detach' });
    await expect(one.addBySku({ user: 'ann', sku: 'k' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await one.templates()).total).toBe(0);
    expect((await one.item('golden')).template).toBeNull();

    await one.createSku({ sku: { sku: 'k', currency_code: 'EUR', price: 2, items: [{ unique_key: 'golden' }] } });
    expect((await other.sku('k')).price).toBe(2);
  });

  it('never give out the same id, and keep one limit between them', async () => {
    const [one, other] = await twoEngines(place);
    await one.createItem({
      item: {
        name: 'Key',
        unique_key: 'key',
        behaviors: [{ type_hint: 'limited_gettable', group: { name: 'keys', owned_limit: 5, active_only: false } }],
      },
    });
    const tries = Array.from({ length: 40 }, (_, index) =>
      (index % 2 === 0 ? one : other).grant({ user: 'ann', item: 'key' }),
    );
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    await Promise.all(
      [one, other].map((engine, e) =>
        Promise.all(Array.from({ length: 50 }, (_, n) => engine.grant({ user: `u${e}-${n}`, item: 'key' }))),
      ),
    );
    const { content, total } = await one.entries({ size: 1000 });
    expect([total, new Set(content.map(({ id }) => id)).size]).toEqual([105, 105]);
    expect(await other.audit()).toMatchObject({ entries: 105, unbalanced: [] });
  });

  it('use up one entry together exactly once', async () => {
    const [one, other] = await twoEngines(place);
    await one.createItem({
      item: { name: 'Key', unique_key: 'key', behaviors: [{ type_hint: 'consumable', max_use: 100 }] },
    });
    await one.grant({ user: 'ann', item: 'key' });
    const fiveUses = async (engine: Engine) => {
      const attempts = Array.from({ length: 5 }, () => engine.use({ user: 'ann', item: 'key' }));
      return (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled').length;
    };
    // Round by round, so that both are at it at the same time whatever the scheduler does.
    const used: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const [here, there] = await Promise.all([fiveUses(one), fiveUses(other)]);
      used.push(here + there);
    }
    expect(used).toEqual(Array.from({ length: 20 }, (_, round) => (round < 10 ? 10 : 0)));
    expect(await other.audit()).toMatchObject({ unbalanced: [] });
  });

  it('answer a repeated key with what the other answered first', async () => {
    const [one, other] = await twoEngines(place);
    await one.createItem({ item: { name: 'Key', unique_key: 'key' } });
    const first = await one.grant({ user: 'ann', item: 'key', key: 'a' });
    expect(await other.grant({ user: 'ann', item: 'key', key: 'a' })).toEqual({ ...first, replayed: true });
  });
});

describe.each(sharedPlaces)('two stores on one database, %s', (_name, place) => {
  it('wait for each other: what is decided under the lock is decided over what the other committed', async () => {
    const shared = await place();
    const meeting = meetingPoint();
    const one = new TypeOrmStore(withCommit(shared, async (commit) => (await meeting.pass(), commit())));
    await one.open();
    const other = await openStore(shared);
    await other.write(writing({ created: [entryOf('ann', 1)] }));
    const need = { kind: 'entry', user: 'ann', id: 1 } as const;
    const order: string[] = [];
    const adding = (name: string): UnitOfWork => ({
      needs: () => [need],
      decide: (_catalogue, loaded) => {
        const entry = loaded.get<'entry'>(need)!;
        order.push(`${name} read ${entry.booked}`);
        return {
          kind: 'decided',
          writes: { ...nothing, updated: [{ from: entry, to: { ...entry, booked: entry.booked + 1 } }] },
        };
      },
    });
    // The first is stopped when it has written and not committed, and the second wants to begin.
    const first = one.write(adding('one'));
    await meeting.reached;
    const second = other.write(adding('other'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(order).toEqual(['one read 0']);
    meeting.open();
    await Promise.all([first, second]);
    expect(order).toEqual(['one read 0', 'other read 1']);
    expect((await other.entries(everything)).content[0]).toMatchObject({ booked: 2 });
    await one.close();
  });

  it('have the same catalogue, in the same order, whether it was followed step by step or read at once', async () => {
    const shared = await place();
    const [one, other] = [await openStore(shared), await openStore(shared)];
    const template = (id: string, name: string) => ({ kind: 'template', id, value: { id, name } as never }) as const;
    const item = (id: number, unique_key: string | null) =>
      ({ kind: 'item', id, value: { id, unique_key, groups: [] } as never }) as const;
    const gone = (id: string) => ({ kind: 'template', id, value: null }) as const;
    const steps = [
      [template('z', 'Z'), item(1, 'a'), item(2, 'b'), template('a', 'A')],
      [template('z', 'Z2'), gone('unknown')],
      // Two items swap their keys in one batch.
      [item(1, 'b'), item(2, 'a'), gone('a')],
      [template('m', 'M')],
    ];
    for (const [index, catalogue] of steps.entries()) {
      await (index % 2 === 0 ? one : other).write(writing({ catalogue }));
      expect(documentsOf(await other.catalogue())).toEqual(documentsOf(await one.catalogue()));
    }
    const fresh = await (await openStore(shared)).catalogue();
    expect(documentsOf(fresh)).toEqual(documentsOf(await one.catalogue()));
    expect(documentsOf(fresh)).toEqual({
      version: 4,
      templates: [
        { id: 'z', name: 'Z2' },
        { id: 'm', name: 'M' },
      ],
      items: [
        { id: 1, unique_key: 'b', groups: [] },
        { id: 2, unique_key: 'a', groups: [] },
      ],
      skus: [],
    });
    expect(fresh.item('a')?.id).toBe(2);
  });
});
