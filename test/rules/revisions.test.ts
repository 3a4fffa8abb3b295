import type { Engine } from '@holdall/core';
import { createTestEngine } from '@holdall/testing';
import { describe, expect, it } from 'vitest';

type IfRevision = string | readonly string[] | null;
interface Document {
  create(engine: Engine): Promise<{ readonly revision: string }>;
  read(engine: Engine): Promise<{ readonly revision: string }>;
  update(engine: Engine, name: string, ifRevision?: IfRevision): Promise<{ readonly revision: string }>;
  remove(engine: Engine, ifRevision?: IfRevision): Promise<unknown>;
}
/** What of the input is not said, is left out. */
const given = (ifRevision: IfRevision | undefined) => (ifRevision === undefined ? {} : { ifRevision });
const template = (name: string) => ({ template: { id: 'arms', name } });
const sku = (description: string) => ({
  sku: { sku: 'S', description, currency_code: 'EUR', price: 1, items: [{ item_id: 1 }] },
});

const documents: Readonly<Record<string, Document>> = {
  item: {
    create: (engine) => engine.createItem({ item: { name: 'first' } }),
    read: (engine) => engine.item(1),
    update: (engine, name, ifRevision) => engine.updateItem({ id: 1, item: { name }, ...given(ifRevision) }),
    remove: (engine, ifRevision) => engine.deleteItem({ id: 1, ...given(ifRevision) }),
  },
  template: {
    create: (engine) => engine.createTemplate(template('first')),
    read: (engine) => engine.template('arms'),
    update: (engine, name, ifRevision) =>
      engine.updateTemplate({ id: 'arms', ...template(name), ...given(ifRevision) }),
    remove: (engine, ifRevision) => engine.deleteTemplate({ id: 'arms', ...given(ifRevision) }),
  },
  sku: {
    create: async (engine) => {
      await engine.createItem({ item: { name: 'Sword' } });
      return engine.createSku(sku('first'));
    },
    read: (engine) => engine.sku('S'),
    update: (engine, name, ifRevision) => engine.updateSku({ ...sku(name), ...given(ifRevision) }),
    remove: (engine, ifRevision) => engine.deleteSku({ sku: 'S', ...given(ifRevision) }),
  },
};
const failed = { code: 'conflict', details: { reason: 'precondition_failed' } };

describe.each(Object.entries(documents))('the revision of an %s', (_kind, { create, read, update, remove }) => {
  const made = async () => {
    const { engine, clock } = await createTestEngine();
    const { revision: first } = await create(engine);
    return { engine, clock, first };
  };

  it('is another one with every change, and the same where nothing changes', async () => {
    const { engine, clock, first } = await made();
    expect((await read(engine)).revision).toBe(first);
    const { revision: second } = await update(engine, 'second');
    expect(second).not.toBe(first);
    clock.advance({ seconds: 1 });
    expect((await update(engine, 'second')).revision).toBe(second);
    // What it said before, but at another time.
    const { revision: third } = await update(engine, 'first');
    expect(new Set([first, second, third]).size).toBe(3);
    expect((await read(engine)).revision).toBe(third);
  });

  it('is what a change can be made to depend on', async () => {
    const { engine, first } = await made();
    const { revision: second } = await update(engine, 'second', first);
    await expect(update(engine, 'third', first)).rejects.toMatchObject({
      ...failed,
      details: { reason: 'precondition_failed', wanted: [first], revision: second },
    });
    expect((await read(engine)).revision).toBe(second);
    await expect(remove(engine, first)).rejects.toMatchObject(failed);
    expect((await read(engine)).revision).toBe(second);
    await remove(engine, second);
  });

  it('may be one of several; of none, nothing fits; null asks for none', async () => {
    const { engine, first } = await made();
    const { revision: second } = await update(engine, 'second', ['another', first]);
    await expect(update(engine, 'third', [])).rejects.toMatchObject(failed);
    await update(engine, 'third', null);
    await expect(remove(engine, ['another', second])).rejects.toMatchObject(failed);
  });

  it('lets one of two win who read the same, also when they are decided together', async () => {
    const { engine, first } = await made();
    const both = await Promise.allSettled([update(engine, 'hers', first), update(engine, 'his', first)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({ reason: failed });
  });

  it.each([
    ['no text', 7],
    ['an empty one', ''],
    ['a list with something else in it', ['a', null]],
  ])('is refused as input where it is %s', async (_name, wrong) => {
    const { engine } = await made();
    const refusal = { code: 'invalid_input', details: { faults: [{ path: 'ifRevision' }] } };
    await expect(update(engine, 'second', wrong as never)).rejects.toMatchObject(refusal);
    await expect(remove(engine, wrong as never)).rejects.toMatchObject(refusal);
  });
});

describe('a condition', () => {
  it('is no idempotency: the same key gives the first answer again, whatever has changed since', async () => {
    const { engine } = await createTestEngine();
    const { revision } = await engine.createItem({ item: { name: 'first' } });
    const order = { id: 1, item: { name: 'second' }, ifRevision: revision, key: 'k' };
    const second = await engine.updateItem(order);
    expect(await engine.updateItem(order)).toEqual({ ...second, replayed: true });
    const { ifRevision: _left, ...unconditional } = order;
    await expect(engine.updateItem(unconditional)).rejects.toMatchObject({
      details: { reason: 'idempotency_key_reused', differences: ['ifRevision'] },
    });
  });

  it('does not hold for a template of the same id that was made anew', async () => {
    const { engine, clock } = await createTestEngine();
    const { revision } = await engine.createTemplate(template('first'));
    await engine.deleteTemplate({ id: 'arms' });
    clock.advance({ milliseconds: 1 });
    await engine.createTemplate(template('first'));
    await expect(engine.deleteTemplate({ id: 'arms', ifRevision: revision })).rejects.toMatchObject(failed);
  });

  it('does not hold after somebody else changed the item through its group or its template', async () => {
    const { engine } = await createTestEngine();
    const limited = (owned_limit: number) => [
      { type_hint: 'limited_gettable', group: { name: 'swords', owned_limit, active_only: false } },
    ];
    await engine.createTemplate(template('Arms'));
    const document = { name: 'Sword', template: 'arms', behaviors: limited(1) };
    const { revision: first } = await engine.createItem({ item: document });
    await engine.createItem({ item: { name: 'Sabre', behaviors: limited(2) }, cascade: true });
    const { revision: second } = await engine.item(1);
    await engine.deleteTemplate({ id: 'arms', cascade: 'detach' });
    const { revision: third } = await engine.item(1);
    expect(new Set([first, second, third]).size).toBe(3);
    await expect(engine.deleteItem({ id: 1, ifRevision: [first, second] })).rejects.toMatchObject(failed);
  });

  it('is asked before whether the item was deleted, and after whether there is one', async () => {
    const { engine } = await createTestEngine();
    const { revision } = await engine.createItem({ item: { name: 'Sword' } });
    const change = (id: number, ifRevision: string) => engine.updateItem({ id, item: { name: 'Bow' }, ifRevision });
    await expect(change(2, revision)).rejects.toMatchObject({ code: 'not_found' });
    const { revision: archived } = await engine.deleteItem({ id: 1, ifRevision: revision });
    await expect(change(1, revision)).rejects.toMatchObject(failed);
    await expect(change(1, archived)).rejects.toMatchObject({ details: { reason: 'archived' } });
    await expect(engine.deleteItem({ id: 1, ifRevision: revision })).rejects.toMatchObject(failed);
    expect((await engine.deleteItem({ id: 1, ifRevision: archived })).revision).toBe(archived);
  });
});
