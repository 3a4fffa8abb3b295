import { betatelSupplier, containerKey, importContainers, underTag, type ContainersResult } from '@holdall/suppliers';
import { betatelInventory, startBetatel, type BetatelSandbox } from '@holdall/suppliers-sandbox';
import { createTestEngine } from '@holdall/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watched, type Watched } from './watched.js';

interface World extends Watched {
  readonly sandbox: BetatelSandbox;
  import(maxItems?: number): Promise<ContainersResult>;
  /** The keys of the items that hang under a container. */
  under(id: string): Promise<readonly (string | null)[]>;
}

const tree = () => [
  betatelInventory(1, { name: 'Root', parent_inventory: 0 }),
  betatelInventory(2, { name: 'Shop', parent_inventory: 1 }),
  betatelInventory(3, { name: 'Stall', parent_inventory: 2, status: 'NOT_ACTIVE' }),
];

const world = async (inventories = tree()): Promise<World> => {
  const sandbox = await startBetatel({ inventories });
  onTestFinished(() => sandbox.close());
  const { engine } = await createTestEngine();
  const { url: baseUrl, apiKey, userId } = sandbox;
  const supplier = betatelSupplier({ baseUrl, apiKey, userId, pageSize: 2, attempts: 1, verify: false });
  const it = watched(engine);
  return Object.assign(it, {
    sandbox,
    import: (maxItems?: number) => importContainers({ engine: it.engine, supplier, walk: { maxItems } }),
    under: async (id: string) => {
      const { content } = await engine.items({ tag: underTag('betatel', id) });
      return content.map(({ unique_key }) => unique_key);
    },
  });
};

const text = (value: string) => ({ type: 'text', value });

describe('a container', () => {
  it('is an item that names its parent, and that lots can hang under', async () => {
    const { engine, under, ...it_ } = await world();
    expect(await it_.import()).toMatchObject({ written: 3, unchanged: 0, ended: 0, deleted: 0 });
    expect(await engine.item(containerKey('betatel', '3'))).toMatchObject({
      name: 'Stall',
      type_hint: 'supplier_container',
      template: 'supplier-container',
      tags: [underTag('betatel', '2')],
      additional_properties: {
        supplier: text('betatel'),
        container: text('3'),
        parent: text('betatel:container:2'),
        status: text('suspended'),
        raw_status: text('NOT_ACTIVE'),
      },
    });
    expect((await engine.item('betatel:container:1')).additional_properties['parent']).toBeUndefined();
    const lot = { name: '1 GB', unique_key: 'lot-7', tags: [underTag('betatel', '2')] };
    await engine.createItem({ item: lot });
    expect(await under('2')).toEqual(['betatel:container:3', 'lot-7']);
    expect(await under('1')).toEqual(['betatel:container:2']);
  });

  it('can be had by nobody', async () => {
    const { engine, ...it_ } = await world();
    await it_.import();
    await expect(engine.grant({ user: 'ada', item: 'betatel:container:1' })).rejects.toMatchObject({ code: 'denied' });
  });

  it('is written only where it changed, and keeps what the host made of it', async () => {
    const it_ = await world();
    const { engine, commands, sandbox } = it_;
    await it_.import();
    const { tags, additional_properties, behaviors, name, unique_key, template, type_hint } =
      await engine.item('betatel:container:2');
    const colour = { ...additional_properties, colour: text('red') };
    const item = { name, unique_key, template, type_hint, behaviors, category: 'ours', tags: ['vip', ...tags] };
    await engine.updateItem({ id: 'betatel:container:2', item: { ...item, additional_properties: colour } });
    commands.length = 0;
    expect(await it_.import()).toMatchObject({ written: 0, unchanged: 3 });
    expect(commands).toEqual([]);
    sandbox.inventories = [
      ...tree().slice(0, 1),
      betatelInventory(2, { name: 'Store', parent_inventory: 3 }),
      tree()[2]!,
    ];
    expect(await it_.import()).toMatchObject({ written: 1, unchanged: 2 });
    expect(commands).toEqual(['importCatalogue']);
    expect(await engine.item('betatel:container:2')).toMatchObject({
      name: 'Store',
      category: 'ours',
      tags: ['vip', underTag('betatel', '3')],
      additional_properties: { colour: text('red'), parent: text('betatel:container:3') },
    });
  });

  it('is ended when it is gone from a whole list, stays for what hangs under it, and comes back', async () => {
    const it_ = await world();
    const { engine, sandbox, under, commands } = it_;
    await it_.import();
    sandbox.inventories = tree().filter(({ id }) => id !== 2);
    expect(await it_.import(1)).toMatchObject({ ended: 0 });
    expect(await it_.import()).toMatchObject({ ended: 1, unchanged: 2 });
    expect(await engine.item('betatel:container:2')).toMatchObject({
      archived: false,
      additional_properties: { status: text('ended') },
    });
    expect(await under('2')).toEqual(['betatel:container:3']);
    commands.length = 0;
    expect(await it_.import()).toMatchObject({ ended: 0, written: 0 });
    expect(commands).toEqual([]);
    sandbox.inventories = tree();
    expect(await it_.import()).toMatchObject({ written: 1 });
    expect((await engine.item('betatel:container:2')).additional_properties['status']).toEqual(text('active'));
  });

  it('is not ended where the walk is in doubt, or only one of two did not see it', async () => {
    const it_ = await world();
    const { engine, sandbox } = it_;
    await it_.import();
    const before = sandbox.requests.length;
    sandbox.before = (nth) => {
      if (nth === before + 2) sandbox.inventories = tree().slice(1);
    };
    expect(await it_.import()).toMatchObject({ ended: 0, walk: { doubts: ['the total changed'] } });
    sandbox.inventories = tree().slice(0, 2);
    let walks = 0;
    sandbox.before = () => {
      walks += sandbox.requests.at(-1)!.get('offset') === '0' ? 1 : 0;
      if (walks === 2) sandbox.inventories = tree();
    };
    expect(await it_.import()).toMatchObject({ ended: 0, walk: { doubts: [] } });
    expect(walks).toBe(2);
    expect((await engine.item('betatel:container:3')).additional_properties['status']).toEqual(text('suspended'));
  });

  it('that the host deleted stays deleted', async () => {
    const it_ = await world();
    await it_.import();
    await it_.engine.deleteItem({ id: 'betatel:container:3' });
    it_.commands.length = 0;
    expect(await it_.import()).toMatchObject({ written: 0, unchanged: 2, deleted: 1 });
    expect(it_.commands).toEqual([]);
  });

  it('is there as far as a walk came that failed', async () => {
    const it_ = await world();
    it_.sandbox.faults.add({ kind: 'status', status: 400 }, { skip: 1 });
    await expect(it_.import()).rejects.toMatchObject({ code: 'supplier_walk_interrupted' });
    expect(await it_.under('1')).toEqual(['betatel:container:2']);
    expect(await it_.import()).toMatchObject({ written: 1, unchanged: 2 });
  });
});
