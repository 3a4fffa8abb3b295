import { EntitySchema } from 'typeorm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engineFor, sell } from './host-example.js';
import { held, hostOn } from './host.js';
import { sharedPlaces } from './worlds.js';

const order = new EntitySchema({
  name: 'order',
  tableName: 'host_orders',
  columns: { id: { type: Number, primary: true, generated: true }, user: { type: String }, item: { type: String } },
});

describe.each(sharedPlaces)('the example of the README on %s', (_name, place) => {
  it('sells all or nothing', async () => {
    const dataSource = await hostOn(await place(), { entities: [order], synchronize: true });
    const engine = await engineFor(dataSource);
    onTestFinished(() => engine.close());
    const behaviors = [{ type_hint: 'limited_gettable', group: { name: 'g', owned_limit: 1, active_only: false } }];
    await engine.createItem({ item: { name: 'Crown', unique_key: 'crown', behaviors } });
    expect(await sell(dataSource, engine, 'ann', 'crown')).toBe(1);
    await expect(sell(dataSource, engine, 'ann', 'crown')).rejects.toMatchObject({ code: 'denied' });
    await expect(sell(dataSource, engine, 'bob', 'nothing')).rejects.toMatchObject({ code: 'not_found' });
    expect(await dataSource.getRepository('order').count()).toBe(1);
    expect(await held(engine)).toEqual(['ann Crown']);
  });
});
