import { StaleError, stored, type BridgeStore, type Changes, type Meter, type Sale } from '@holdall/esim-go';
import { expect, it } from 'vitest';
import { messageOf, operationOf, saleOf } from './records.js';

/** Gives stores on the same records. */
export type World = () => Promise<BridgeStore>;

const ids = (records: readonly { readonly id: string }[]): string[] => records.map(({ id }) => id);
const meter: Meter = { state: 'active', initial: 100, used: 1, endsAt: null };

/** From the first to the last, in pages of so many. */
const paged = async (
  list: (page: { readonly after?: string | undefined; readonly limit: number }) => Promise<readonly { id: string }[]>,
  limit: number,
): Promise<string[]> => {
  const found: string[] = [];
  for (;;) {
    const page = await list({ after: found.at(-1), limit });
    expect(page.length).toBeLessThanOrEqual(limit);
    found.push(...ids(page));
    if (page.length < limit) return found;
  }
};

/** What every store of the bridge's has to do. */
export const contract = (fresh: () => Promise<World>): void => {
  const one = async (): Promise<BridgeStore> => (await fresh())();

  it('finds nothing in the beginning', async () => {
    const store = await one();
    expect([await store.sale('a'), await store.operation('a'), await store.message('a')]).toEqual([null, null, null]);
    expect(await store.saleOf('anna', 1)).toBeNull();
    expect(await store.sales({ limit: 10 })).toEqual([]);
    expect(await store.operations({ limit: 10 })).toEqual([]);
    expect(await store.messages({ handled: false, limit: 10 })).toEqual([]);
    expect(await store.claimed(['a'])).toEqual(new Set());
    expect(await store.claimed([])).toEqual(new Set());
    await store.release('nobody has it', 'me');
    await store.commit({});
  });

  it('gives back what it was given, every field, one revision later, also to whoever opens it next', async () => {
    const world = await fresh();
    const store = await world();
    const most = Number.MAX_SAFE_INTEGER;
    const sale = saleOf('s', {
      entry: most,
      item: most,
      stage: 'held',
      wanted: '8944501234567890123',
      iccid: '89445012345678901234',
      reference: 'r',
      assignment: 'a',
      install: { smdp: 'rsp.example', matchingId: 'M', activationCode: 'LPA:1$rsp.example$M' },
      paid: { amount: most, currency: 'EUR' },
      boughtAt: most,
      meter: { state: 'never heard of', initial: most, used: most, endsAt: most },
      booked: { state: 'active', initial: null, used: 0, endsAt: null },
      announced: 80,
      refund: {
        to: 'balance',
        acceptReturn: true,
        attempt: 2,
        returned: 'unknown',
        credited: { amount: most, currency: 'EUR' },
      },
      problem: { code: 'c', message: 'm' },
      createdAt: -1,
      updatedAt: most,
    });
    const operation = operationOf('o', {
      kind: 'inventory_refund',
      sale: 's',
      turn: most,
      settledTurn: most,
      args: { bundle: 'b', nested: [{ list: [1, null, 'x', true, 0.1, most, -most] }] },
      evidence: { assignments: ['1', '2'] },
      state: 'case',
      outcome: { done: true },
      reference: 'r',
      problem: { code: 'c', message: 'm' },
      findings: {},
      attempts: 3,
      sentAt: most,
    });
    const message = messageOf('m', {
      receivedAt: most,
      iccid: '8944501234567890123',
      callback: { raw: '{"a":1e400}', bundle: null },
      handledAt: most,
    });
    await store.commit({ sales: [sale], operations: [operation], messages: [message] });
    for (const again of [store, await world()]) {
      expect(await again.sale('s')).toEqual(stored(sale));
      expect(await again.saleOf('anna', most)).toEqual(stored(sale));
      expect(await again.saleOf('anna', most - 1)).toBeNull();
      expect(await again.operation('o')).toEqual(stored(operation));
      expect(await again.operations({ fromTurn: most, limit: 1 })).toEqual([stored(operation)]);
      expect(await again.message('m')).toEqual(stored(message));
    }
  });

  it('takes a change of the latest revision only, whoever made it', async () => {
    const world = await fresh();
    const [store, other] = [await world(), await world()];
    const sale = saleOf('s');
    await store.commit({ sales: [sale] });
    await expect(other.commit({ sales: [sale] })).rejects.toThrow(StaleError);
    await other.commit({ sales: [{ ...stored(sale), stage: 'placing' }] });
    await expect(store.commit({ sales: [{ ...stored(sale), stage: 'held' }] })).rejects.toThrow(StaleError);
    await expect(store.commit({ sales: [{ ...saleOf('never stored'), revision: 1 }] })).rejects.toThrow(StaleError);
    expect(await store.sale('s')).toMatchObject({ revision: 2, stage: 'placing' });
    expect(await store.sale('never stored')).toBeNull();
  });

  it.each<[string, Changes]>([
    ['sale', { sales: [saleOf('stale')] }],
    ['operation', { operations: [operationOf('stale')] }],
    ['message', { messages: [messageOf('stale')] }],
  ])('stores all of a change or nothing: with a stale %s, nothing', async (kind, stale) => {
    const store = await one();
    await store.commit(stale);
    const others = { sales: [saleOf('new')], operations: [operationOf('new')], messages: [messageOf('new')] };
    const changes = {
      sales: [...others.sales, ...(stale.sales ?? [])],
      operations: [...others.operations, ...(stale.operations ?? [])],
      messages: [...others.messages, ...(stale.messages ?? [])],
    };
    await expect(store.commit(changes)).rejects.toMatchObject({
      code: 'esim_go_stale',
      details: { kind, id: 'stale' },
    });
    const found = [await store.sale('new'), await store.operation('new'), await store.message('new')];
    expect(found).toEqual([null, null, null]);
    await store.commit(others);
    expect(await store.sale('new')).toEqual(stored(others.sales[0]!));
  });

  it('is not changed by what its callers do with theirs', async () => {
    const store = await one();
    const args = { list: [1] };
    await store.commit({ operations: [operationOf('o', { args })] });
    args.list.push(2);
    expect(await store.operation('o')).toMatchObject({ args: { list: [1] } });
  });

  it('lists in the order of the bytes of the ids, in pages of any size', async () => {
    const store = await one();
    // By UTF-16 the emoji would come before the last but one; by most languages a before B.
    const inOrder = [
      '',
      ' ',
      '"',
      '10',
      '9',
      'B',
      '\\',
      'a',
      'a\u0000',
      'a\u0001',
      'a ',
      'aa',
      'b',
      'é',
      '\uffee',
      '😀',
      '😀a',
    ];
    const shuffled = inOrder.map((id, at) => [id, (at * 7) % inOrder.length] as const).toSorted((a, b) => a[1] - b[1]);
    for (const [id] of shuffled) {
      await store.commit({ sales: [saleOf(id)], operations: [operationOf(id)], messages: [messageOf(id)] });
    }
    for (const limit of [1, 3, inOrder.length, inOrder.length + 1]) {
      expect(await paged((page) => store.sales(page), limit)).toEqual(inOrder);
      expect(await paged((page) => store.operations(page), limit)).toEqual(inOrder);
      expect(await paged((page) => store.messages({ handled: false, ...page }), limit)).toEqual(inOrder);
    }
    expect(await store.sales({ limit: 0 })).toEqual([]);
    expect(await store.sales({ after: '😀a', limit: 5 })).toEqual([]);
    expect(ids(await store.sales({ after: 'nobody has it', limit: 2 }))).toEqual(['é', '\uffee']);
  });

  it('lists sales by user, eSIM, stage, and whether something is left to do; by all of them together', async () => {
    const store = await one();
    const sales: Sale[] = [
      saleOf('1', { user: 'anna', stage: 'granting' }),
      saleOf('2', { user: 'anna', stage: 'held', iccid: 'x', meter, booked: meter }),
      saleOf('3', { user: 'Anna', stage: 'held', iccid: 'x', meter, booked: { ...meter, used: 0 } }),
      saleOf('4', { user: 'ben', stage: 'ended', iccid: 'y', meter, booked: { ...meter, endsAt: 1 } }),
      saleOf('5', { user: 'ben', stage: 'refunding', iccid: 'x', meter: null, booked: meter }),
      saleOf('6', { user: 'ben', stage: 'cancelled' }),
      saleOf('7', { user: 'anna', stage: 'held', iccid: 'x', meter, booked: null }),
    ];
    await store.commit({ sales });
    const found = async (query: object) => ids(await store.sales({ limit: 10, ...query })).join('');
    expect(await found({ user: 'anna' })).toBe('127');
    expect(await found({ iccid: 'x' })).toBe('2357');
    expect(await found({ stages: ['held', 'ended'] })).toBe('2347');
    expect(await found({ stages: [] })).toBe('');
    expect(await found({ unsettled: true })).toBe('1345');
    expect(await found({ unsettled: true, iccid: 'x', stages: ['held'] })).toBe('3');
    expect(await found({ user: 'anna', stages: ['held'], after: '2' })).toBe('7');
    expect(await found({ user: undefined, iccid: undefined, stages: undefined, unsettled: undefined })).toBe('1234567');
    // As it is now, not as it was.
    await store.commit({ sales: [{ ...stored(sales[2]!), user: 'ben', iccid: 'y', booked: meter }] });
    expect(await found({ unsettled: true })).toBe('145');
    expect(await found({ iccid: 'y', user: 'ben' })).toBe('34');
  });

  it('finds the sale of an entry: the first, should there be two', async () => {
    const store = await one();
    await store.commit({
      sales: [saleOf('b', { entry: 7 }), saleOf('c', { entry: 8 }), saleOf('z', { user: 'ben', entry: 7 })],
    });
    expect(await store.saleOf('anna', 7)).toMatchObject({ id: 'b' });
    await store.commit({ sales: [saleOf('a', { entry: 7 })] });
    expect(await store.saleOf('anna', 7)).toMatchObject({ id: 'a' });
    expect(await store.saleOf('ben', 7)).toMatchObject({ id: 'z' });
    expect(await store.saleOf('ben', 8)).toBeNull();
  });

  it('lists operations by sale, lock, state and turn; by all of them together', async () => {
    const store = await one();
    const operations = [
      operationOf('1', { sale: 's', lock: 'A', state: 'done', settledTurn: 1 }),
      operationOf('2', { sale: 's', lock: 'a', state: 'unknown', settledTurn: 9 }),
      operationOf('3', { sale: null, lock: 'A', state: 'intended', settledTurn: 10 }),
      operationOf('4', { sale: 't', lock: 'A', state: 'case', settledTurn: 100 }),
    ];
    await store.commit({ operations });
    const found = async (query: object) => ids(await store.operations({ limit: 10, ...query })).join('');
    expect(await found({ sale: 's' })).toBe('12');
    expect(await found({ lock: 'A' })).toBe('134');
    expect(await found({ states: ['intended', 'unknown'] })).toBe('23');
    expect(await found({ states: [] })).toBe('');
    expect(await found({ fromTurn: 0 })).toBe('1234');
    expect(await found({ fromTurn: 10 })).toBe('34');
    expect(await found({ lock: 'A', fromTurn: 10, states: ['case', 'done'] })).toBe('4');
    expect(await found({ sale: undefined, lock: undefined, states: undefined, fromTurn: undefined })).toBe('1234');
    await store.commit({ operations: [{ ...stored(operations[1]!), state: 'done', settledTurn: 11 }] });
    expect(await found({ states: ['unknown'] })).toBe('');
    expect(await found({ fromTurn: 11 })).toBe('24');
  });

  it('lists messages by whether they were handled', async () => {
    const store = await one();
    await store.commit({ messages: [messageOf('1'), messageOf('2', { handledAt: 0 }), messageOf('3')] });
    const found = async (handled: boolean) => ids(await store.messages({ handled, limit: 10 }));
    expect([await found(false), await found(true)]).toEqual([['1', '3'], ['2']]);
    await store.commit({ messages: [{ ...stored(messageOf('1')), handledAt: 5 }] });
    expect([await found(false), await found(true)]).toEqual([['3'], ['1', '2']]);
  });

  it('says which references somebody has, also of very many', async () => {
    const store = await one();
    await store.commit({
      operations: [operationOf('1', { reference: 'r-999' }), operationOf('2', { reference: 'R' })],
    });
    const asked = Array.from({ length: 2_500 }, (_, index) => `r-${index}`);
    expect(await store.claimed([...asked, 'r', 'R'])).toEqual(new Set(['r-999', 'R']));
  });

  it.each([
    ['NUL', 'a\u0000b', 'a\u0000'],
    ['the character that NUL is escaped with', 'a\u0001\u0001b', 'a\u0000b'],
    ['half an emoji', 'a\ud83d', 'a\ufffd'],
    ['the other half', '\ude00a', '\ud83da'],
    ['a whole one', '😀', '\ud83d'],
    ['quotes', `'"\\\`--`, `'"`],
    ['what SQL has a meaning for', `%_'; drop table holdall_esim_sale`, 'a'],
    ['capitals', 'Anna', 'anna'],
    ['accents, composed', '\u00e9', 'e\u0301'],
    ['space around it', ' a ', 'a'],
    ['nothing', '', ' '],
    ['length', '😀'.repeat(255), '😀'.repeat(254)],
  ])('keeps texts as they are and apart: %s', async (_what, text, similar) => {
    const world = await fresh();
    const store = await world();
    const sale = saleOf(text, { user: text, entry: 1, iccid: text, problem: { code: text, message: text } });
    const operation = operationOf(text, { sale: text, lock: text, reference: text, args: { [text]: text } });
    const message = messageOf(text, { iccid: text, callback: { [text]: text } });
    await store.commit({ sales: [sale], operations: [operation], messages: [message] });
    const other = await world();
    expect(await other.sale(text)).toEqual(stored(sale));
    expect(await other.saleOf(text, 1)).toEqual(stored(sale));
    expect(await other.sales({ user: text, iccid: text, limit: 2 })).toEqual([stored(sale)]);
    expect(await other.operations({ sale: text, lock: text, limit: 2 })).toEqual([stored(operation)]);
    expect(await other.message(text)).toEqual(stored(message));
    expect(await other.claimed([text, similar])).toEqual(new Set([text]));
    expect([await other.sale(similar), await other.saleOf(similar, 1), await other.message(similar)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(await other.sales({ iccid: similar, limit: 2 })).toEqual([]);
    expect(await other.operations({ lock: similar, limit: 2 })).toEqual([]);
    const lease = { name: text, holder: text, now: 0, until: 10 };
    expect(await other.lease(lease)).toBe(1);
    expect(await other.lease({ ...lease, holder: similar })).toBeNull();
    expect(await other.lease({ ...lease, name: similar, holder: similar })).toBe(1);
    await other.commit({ sales: [{ ...stored(sale), stage: 'held' }] });
    expect(await store.sale(text)).toMatchObject({ revision: 2, stage: 'held' });
  });

  it('gives a lease to one at a time: free, over, or its own; each taking has a higher number, also after a release', async () => {
    const world = await fresh();
    const [store, other] = [await world(), await world()];
    const at = (holder: string, now: number, until: number) => ({ name: 'n', holder, now, until });
    expect(await store.lease(at('me', 0, 10))).toBe(1);
    expect(await other.lease(at('you', 9, 20))).toBeNull();
    expect(await store.lease(at('me', 5, 12))).toBe(2);
    expect(await other.lease(at('you', 11, 20))).toBeNull();
    expect(await other.lease({ ...at('you', 0, 1), name: 'another' })).toBe(1);
    // From the very moment on at which it is over.
    expect(await other.lease(at('you', 12, 20))).toBe(3);
    // Not theirs any more.
    await store.release('n', 'me');
    expect(await store.lease(at('me', 13, 20))).toBeNull();
    await other.release('n', 'you');
    await other.release('n', 'you');
    const most = Number.MAX_SAFE_INTEGER;
    expect(await store.lease(at('me', 13, most))).toBe(4);
    expect(await other.lease(at('you', most - 1, most))).toBeNull();
    expect(await other.lease(at('you', most, most))).toBe(5);
    expect(await (await world()).lease(at('you', 0, 1))).toBe(6);
  });
};
