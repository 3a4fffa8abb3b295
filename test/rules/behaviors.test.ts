import {
  BehaviorRegistry,
  allow,
  builtinBehaviors,
  createEngine,
  deny,
  MemoryStore,
  readInteger,
  type Behavior,
  type Fault,
} from '@holdall/core';
import {
  activated,
  addBySku,
  check,
  createTestEngine,
  credited,
  fulfil,
  get,
  given,
  granted,
  item,
  knowing,
  later,
  setStatus,
  sku,
  use,
  used,
} from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, expirable, forGuests, fulfilledBy, owned, priced, worth } from './settings.js';

const day = { time_length: 1, unit_of_time: 'day' };
const units = 'must be one of millisecond, second, minute, hour, day, week, month, year';
const whole = (least: number, most = Number.MAX_SAFE_INTEGER) => `must be a whole number from ${least} to ${most}`;

/** What is stored of an item with this behavior, or what is wrong with it, told from the behavior on. */
const written = async (behavior: object): Promise<unknown> => {
  const { engine } = await createTestEngine();
  await engine.createItem({ item: { name: 'Other', unique_key: 'other' } });
  const behaviors = [behavior, ...((behavior as { with?: object[] }).with ?? [])];
  const { with: _with, ...first } = behavior as { with?: object[] };
  try {
    return (await engine.createItem({ item: { name: 'Item', behaviors: [first, ...behaviors.slice(1)] } }))
      .behaviors[0];
  } catch (error) {
    const { faults } = (error as { details: { faults: Fault[] } }).details;
    return faults.map(({ path, message }) => `${path.replace(/^item\.behaviors\[0\]\.?/, '')} ${message}`);
  }
};

describe('settings', () => {
  it.each<[object, unknown]>([
    [{ type_hint: 'consumable' }, { type_hint: 'consumable', max_use: null }],
    [
      { type_hint: 'consumable', max_use: 1 },
      { type_hint: 'consumable', max_use: 1 },
    ],
    [{ type_hint: 'consumable', max_use: 0 }, [`max_use ${whole(1)}`]],
    [{ type_hint: 'consumable', max_use: '3' }, [`max_use ${whole(1)}`]],
    [{ type_hint: 'consumable', maxUse: 3 }, ['maxUse is not a known field']],
    [
      { type_hint: 'expirable', ...day },
      { type_hint: 'expirable', ...day, starts_on: 'activation' },
    ],
    [
      { type_hint: 'expirable', time_length: 1, unit_of_time: 'Month' },
      { type_hint: 'expirable', time_length: 1, unit_of_time: 'month', starts_on: 'activation' },
    ],
    [{ type_hint: 'expirable' }, ['time_length is required', 'unit_of_time is required']],
    [
      { type_hint: 'expirable', time_length: 0, unit_of_time: 'fortnight', starts_on: 'birth' },
      [`time_length ${whole(1)}`, `unit_of_time ${units}`, 'starts_on must be one of activation, first_use'],
    ],
    [
      { type_hint: 'expirable', time_length: 1000, unit_of_time: 'year' },
      expect.objectContaining({ time_length: 1000 }),
    ],
    [
      { type_hint: 'expirable', time_length: 1001, unit_of_time: 'year' },
      ['time_length must not be longer than about 1,000 years'],
    ],
    [
      { type_hint: 'expirable', time_length: 2 ** 52, unit_of_time: 'month' },
      ['time_length must not be longer than about 1,000 years'],
    ],
    [owned(0, 'g'), owned(0, 'g')],
    [owned(1), owned(1, 'item-2')],
    [{ type_hint: 'limited_gettable' }, ['group is required']],
    [{ type_hint: 'limited_gettable', group: [] }, ['group must be an object']],
    [
      { type_hint: 'limited_gettable', group: { limit: 1, name: '' } },
      [
        'group.limit is not a known field',
        'group.owned_limit is required',
        'group.active_only is required',
        'group.name must be at least 1 character long',
      ],
    ],
    [
      { type_hint: 'time_period_gettable', get_limit: 2, ...day },
      { type_hint: 'time_period_gettable', get_limit: 2, ...day, group_name: 'item-2' },
    ],
    [
      { type_hint: 'time_period_gettable', get_limit: 10_001, group_name: 'x'.repeat(101) },
      [
        `get_limit ${whole(0, 10_000)}`,
        'group_name must be at most 100 characters long',
        'time_length is required',
        'unit_of_time is required',
      ],
    ],
    [
      { type_hint: 'time_period_usable', ...day },
      { type_hint: 'time_period_usable', max_use: null, ...day },
    ],
    [
      { type_hint: 'time_period_usable', max_use: 0 },
      [`max_use ${whole(1)}`, 'time_length is required', 'unit_of_time is required'],
    ],
    [
      { type_hint: 'pre_req_entitlement', item_ids: ['other', 1] },
      { type_hint: 'pre_req_entitlement', item_ids: [1] },
    ],
    [{ type_hint: 'pre_req_entitlement' }, ['item_ids is required']],
    [{ type_hint: 'pre_req_entitlement', item_ids: [] }, ['item_ids must have at least 1 element']],
    [
      { type_hint: 'pre_req_entitlement', item_ids: [0, '', {}] },
      [0, 1, 2].map((index) => `item_ids[${index}] must be the id or the unique key of an item`),
    ],
    [
      { type_hint: 'pre_req_entitlement', item_ids: [1, 9, 'gone'] },
      ['item_ids[1] names no item: 9', 'item_ids[2] names no item: gone'],
    ],
    [{ type_hint: 'price_overridable' }, priced(null, null)],
    [priced(5, 5), priced(5, 5)],
    [priced(6, 5), ['max_price must be at least min_price, which is 6']],
    [priced(-1, 1.5), [`min_price ${whole(0)}`, `max_price ${whole(0)}`]],
    [fulfilledBy('esim-go'), fulfilledBy('esim-go')],
    [{ type_hint: 'fulfillable' }, ['type_name is required']],
    [fulfilledBy(''), ['type_name must be at least 1 character long']],
    [fulfilledBy('wallet'), ['type_name is wallet, so the item needs the behavior spendable to say what to credit']],
    [{ ...worth(5), with: [fulfilledBy('inventory')] }, worth(5)],
    [worth(5), [' needs the behavior fulfillable on the same item']],
    [{ type_hint: 'spendable' }, ['currency_code is required', 'value is required']],
    [{ ...worth(0, 'EUR') }, [`value ${whole(1)}`]],
    [{ ...worth(5, 'Euro') }, ['currency_code must be three capital letters, such as EUR']],
    [{ type_hint: 'guest_playable' }, { type_hint: 'guest_playable', allowed: false, leaderboard: false }],
    [
      { type_hint: 'guest_playable', allowed: 1, leaderboard: 'no' },
      ['allowed must be true or false', 'leaderboard must be true or false'],
    ],
    [
      { type_hint: 'consumable', description: 'Three sips.' },
      { description: 'Three sips.', type_hint: 'consumable', max_use: null },
    ],
    [{ type_hint: 'consumable', description: 3 }, ['description must be a string']],
    [{}, ['type_hint is required']],
    [
      { type_hint: 'edible' },
      [expect.stringMatching(/^type_hint names no behavior: edible \(there are consumable, .*guest_playable\)$/)],
    ],
  ])('%j', async (behavior, expected) => {
    expect(await written(behavior)).toEqual(expected);
  });

  it.each<[unknown, string[]]>([
    [{}, ['item.behaviors must be a list of at most 50 behaviors']],
    [Array.from({ length: 51 }, () => consumable()), ['item.behaviors must be a list of at most 50 behaviors']],
    [
      [consumable(), 7, consumable(3)],
      [
        'item.behaviors[1] must be an object with a type_hint',
        'item.behaviors[2] is a second consumable: an item has each behavior at most once',
      ],
    ],
  ])('behaviors are a list with each at most once (%#)', async (behaviors, expected) => {
    const { engine } = await createTestEngine();
    const error = await engine.createItem({ item: { name: 'A', behaviors } }).catch((thrown: unknown) => thrown);
    expect(
      (error as { details: { faults: Fault[] } }).details.faults.map(({ path, message }) => `${path} ${message}`),
    ).toEqual(expected);
  });

  it('every behavior tells clients of exactly the fields that it reads', () => {
    for (const { typeHint, description, fields } of builtinBehaviors) {
      expect(description, typeHint).toMatch(/\.$/);
      expect(fields.length, typeHint).toBeGreaterThan(0);
    }
    expect(builtinBehaviors).toHaveLength(10);
  });
});

describe('templates', () => {
  const world = async () => {
    const { engine } = await createTestEngine();
    const fixed = { behavior: consumable(3), modifiable: false, required: true };
    const free = { behavior: expirable(1, 'day'), modifiable: true, required: false };
    const shared = { behavior: owned(1), modifiable: false, required: false };
    await engine.createTemplate({ template: { id: 't', name: 'T', behaviors: [fixed, free, shared] } });
    const put = async (behaviors?: readonly object[]) => {
      const { behaviors: stored } = await engine.createItem({
        item: { name: 'A', template: 't', ...(behaviors && { behaviors }) },
      });
      return stored.map(({ type_hint }) => type_hint);
    };
    return { engine, put };
  };

  it('give their behaviors to an item that names none', async () => {
    const { put } = await world();
    expect(await put()).toEqual(['consumable', 'expirable', 'limited_gettable']);
  });

  it('require what they require, and let change only what they let change', async () => {
    const { put } = await world();
    expect(await put([consumable(3), expirable(9, 'year')])).toEqual(['consumable', 'expirable']);
    const faults = (...found: readonly Fault[]) => ({ code: 'invalid_input', details: { faults: found } });
    await expect(put([])).rejects.toMatchObject(
      faults({ path: 'item.behaviors', message: 'must have consumable, which template t requires' }),
    );
    const fixed = 'must be as template t says: it does not let items change it';
    await expect(put([owned(2), consumable(4)])).rejects.toMatchObject(
      faults({ path: 'item.behaviors[1]', message: fixed }, { path: 'item.behaviors[0]', message: fixed }),
    );
  });

  it('give every item a group of its own, which it may keep when it is written again', async () => {
    const { engine, put } = await world();
    await put();
    await put();
    const [first, second] = (await engine.items()).content;
    expect([first!.groups, second!.groups]).toEqual([['limited_gettable:item-1'], ['limited_gettable:item-2']]);
    const { behaviors } = await engine.item(1);
    await expect(engine.updateItem({ id: 1, item: { name: 'A', template: 't', behaviors } })).resolves.toMatchObject({
      behaviors,
    });
  });
});

describe('price_overridable', () => {
  it.each([
    [99, 'price_not_allowed'],
    [100, null],
    [500, null],
    [501, 'price_not_allowed'],
  ])('a price of %i within 100 to 500', async (price, reason) => {
    const world = [item('a', [priced(100, 500)]), sku('shop', { a: 1 })];
    const bought = given(...world).when(addBySku('shop', { price, skipInvoice: true, as: ['a'] }));
    const asked = given(...world).when(check('get', { price }));
    if (reason === null) {
      await bought.then(granted('a'));
      await asked.thenAllowed();
    } else {
      const facts = { price, min_price: 100, max_price: 500 };
      await bought.thenDenied(reason, facts);
      await asked.thenDenied(reason, facts);
    }
  });

  it('without bounds, any price, also none at all', () =>
    given(item('a', [priced(null, null)]), sku('shop', { a: 1 }))
      .when(addBySku('shop', { price: 0, skipInvoice: true, as: ['a'] }))
      .then(granted('a')));

  it('nobody else has their price changed, though one item of the SKU would allow it', () =>
    given(item('a'), sku('shop', { a: 1 }))
      .when(addBySku('shop', { price: 1 }))
      .thenDenied('price_not_overridable', { price: 1 }));
});

describe('fulfillable and spendable', () => {
  const coins = item('coins', [worth(500), fulfilledBy('wallet')]);

  it('to a wallet: the value is credited once, when the entry becomes active', () =>
    given(coins, sku('purse', { coins: 1 }))
      .when(get('a'))
      .then(granted('a'), credited('a', 500, 'EUR'))
      .when(addBySku('purse', { as: ['b'] }))
      .then(granted('b', { status: 'pending' }))
      .when(fulfil())
      .then(activated('b'), credited('b', 500, 'EUR'))
      .when(setStatus('b', 'pending'), setStatus('b', 'active'))
      .thenAlso(async ({ engine }) => {
        expect((await engine.log({ user: 'ann', types: ['credited'] })).total).toBe(2);
      }));

  it('to the inventory: nothing is credited', () =>
    given(item('coins', [worth(500), fulfilledBy('inventory')]))
      .when(get('a'))
      .then(granted('a', { status: 'active' })));

  it('by somebody outside: the entry waits, unless an administrator says that it is active', () =>
    given(item('esim', [fulfilledBy('esim-go')]))
      .when(get('a'))
      .then(granted('a', { status: 'pending' }))
      .when(get('b', { status: 'active' }))
      .then(granted('b', { status: 'active' })));
});

describe('guest_playable', () => {
  it.each<[string, object[], boolean, boolean]>([
    ['a guest, where guests are not allowed', [forGuests(false)], true, false],
    ['a guest, where they are', [forGuests(true)], true, true],
    ['a guest, where nothing is said of guests', [], true, true],
    ['no guest', [forGuests(false)], false, true],
  ])('%s', async (_who, behaviors, guest, allowed) => {
    const asked = given(item('ride', behaviors), get('a')).when(check('use', { guest }));
    if (allowed) await asked.thenAllowed();
    else await asked.thenDenied('guest_not_allowed', { guest: true });
  });
});

describe('what an entry’s behaviors report', () => {
  it('of every behavior that has something to say', async () => {
    const { engine } = await createTestEngine();
    const behaviors = [
      consumable(3),
      expirable(1, 'day', 'first_use'),
      fulfilledBy('wallet'),
      worth(5),
      forGuests(true),
      priced(1, 2),
    ];
    await engine.createItem({ item: { name: 'A', unique_key: 'a', behaviors } });
    await engine.grant({ user: 'ann', item: 'a' });
    const reports = async () => (await engine.entry({ user: 'ann', entry: 1 })).behaviors;
    expect(await reports()).toEqual([
      { behavior: 'consumable', facts: { used: 0, remaining: 3 } },
      { behavior: 'expirable', facts: { starts_on_first_use: true } },
      { behavior: 'fulfillable', facts: { type_name: 'wallet' } },
      { behavior: 'spendable', facts: { currency_code: 'EUR', value: 5 } },
      { behavior: 'guest_playable', facts: { guests: true, leaderboard: false } },
    ]);
    await engine.use({ user: 'ann', item: 'a' });
    expect((await reports()).slice(0, 2)).toEqual([
      { behavior: 'consumable', facts: { used: 1, remaining: 2 } },
      { behavior: 'expirable', facts: { starts_on_first_use: false } },
    ]);
  });
});

describe('a behavior of the host’s own', () => {
  /** Metered by credits of its own, which every use takes and every reversal gives back. */
  const credits: Behavior = {
    typeHint: 'credits',
    description: 'Has credits.',
    fields: [{ name: 'most', description: 'Credits per entry', type: 'integer', required: true }],
    validate: (raw, path, faults) => ({
      type_hint: 'credits',
      most: readInteger(raw, 'most', path, faults, { required: true }) ?? 0,
    }),
    atUse: ({ most }, { quantity }) => (quantity <= (most as number) ? allow() : deny('too_many_at_once')),
    remaining: ({ most }, { data }) => (most as number) - ((data['credits'] as number | undefined) ?? 0),
    whenUsed: (_settings, { data }, quantity) => ({
      data: { credits: ((data['credits'] as number | undefined) ?? 0) + quantity },
    }),
  };

  it('has the same say as the built-in ones, after them', () =>
    given(knowing(credits), item('ride', [{ type_hint: 'credits', most: 3 }, consumable(5)]), get('a'))
      .when(use(6))
      .thenDenied('insufficient_uses', { requested: 6, left: 5 }, { also: ['too_many_at_once'] })
      .when(use(2))
      .then(used('a', 2))
      .thenHolds('a', { remaining: 1 })
      .when(use(1), later({ days: 1 }))
      .then(used('a', 1, { ended: 'used_up' })));

  it('that allows more than it has is refused by the engine, and nothing is taken', async () => {
    const { engine } = await createTestEngine({ behaviors: [credits] });
    await engine.createItem({ item: { name: 'A', unique_key: 'a', behaviors: [{ type_hint: 'credits', most: 3 }] } });
    await engine.grant({ user: 'ann', item: 'a' });
    await engine.use({ user: 'ann', item: 'a', quantity: 2 });
    await expect(engine.use({ user: 'ann', item: 'a', quantity: 2 })).rejects.toMatchObject({ code: 'internal' });
    expect((await engine.balance({ user: 'ann', item: 'a' })).remaining).toBe(1);
  });

  it('is listed with the others, and may not take the name of one', async () => {
    const { engine } = await createTestEngine({ behaviors: [credits] });
    expect(engine.behaviors().at(-1)).toEqual({
      typeHint: 'credits',
      description: 'Has credits.',
      fields: credits.fields,
      prerequisites: [],
    });
    expect(engine.behaviors()).toHaveLength(11);
    expect(() => new BehaviorRegistry([credits, credits])).toThrow('There is already a behavior "credits"');
  });

  it('that an engine was not given is never ignored, and the neighbours do not suffer', async () => {
    const store = new MemoryStore();
    const first = await createEngine({ store, behaviors: [credits] });
    await first.createItem({ item: { name: 'A', unique_key: 'a', behaviors: [{ type_hint: 'credits', most: 3 }] } });
    await first.createItem({ item: { name: 'B', unique_key: 'b' } });
    const second = await createEngine({ store });
    const order = (item: string) => ({ user: 'ann', item });
    const ended = await Promise.allSettled([
      second.grant(order('b')),
      second.grant(order('a')),
      second.check({ ...order('b'), action: 'get' }),
      second.check({ ...order('a'), action: 'get' }),
    ]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(ended[1]).toMatchObject({
      reason: { code: 'internal', message: expect.stringContaining('"credits"') as string },
    });
    expect((await second.audit()).entries).toBe(1);
  });
});
