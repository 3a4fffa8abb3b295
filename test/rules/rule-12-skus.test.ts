import type { Engine } from '@holdall/core';
import {
  activated,
  addBySku,
  createTestEngine,
  fulfil,
  fulfilOutstanding,
  given,
  granted,
  item,
  later,
  revoke,
  setPayment,
  setStatus,
  sku,
  step,
} from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { expirable, fulfilledBy, needing, owned, priced } from './settings.js';

const starter = [
  item('sword'),
  item('pass', [expirable(1, 'day')]),
  sku('starter', { sword: 2, pass: 1 }, { price: 500 }),
] as const;
const as = ['first', 'second', 'pass'];
const pending = [granted('first', { status: 'pending' }), granted('second', { status: 'pending' })] as const;

describe('rule 12: adding by SKU', () => {
  it('with an invoice makes pending entries that do not yet expire', () =>
    given(...starter)
      .when(addBySku('starter', { as, note: 'a gift' }))
      .then(...pending, granted('pass', { status: 'pending' }))
      .thenHolds('pass', { sku: 'starter', invoice: 1, expires: null })
      .thenAlso(async ({ engine }) => {
        expect(await engine.invoice({ user: 'ann', invoice: 1 })).toEqual({
          user: 'ann',
          id: 1,
          sku: 'starter',
          note: 'a gift',
          currency: 'EUR',
          price: 500,
          originalPrice: 500,
          payment: 'new',
          fulfilment: 'unfulfilled',
          createdAt: new Date('2026-01-01T00:00:00Z'),
          fulfilledAt: null,
          lines: [
            { id: 1, item: 1, sku: 'starter', quantity: 2, entries: [1, 2] },
            { id: 2, item: 2, sku: 'starter', quantity: 1, entries: [3] },
          ],
        });
      }));

  it('skipping the invoice makes active entries at once', () =>
    given(...starter)
      .when(addBySku('starter', { as, skipInvoice: true }))
      .then(granted('first', { status: 'active' }), granted('second'), granted('pass', { expires: '2026-01-02' }))
      .thenHolds('first', { sku: 'starter', invoice: null }));

  it('gives everything or nothing, and names all that stands against it', () =>
    given(item('sword', [owned(1)]), item('pass'), item('crown', [needing('pass')]), sku('set', { crown: 1, sword: 2 }))
      .when(addBySku('set'))
      .thenDenied('missing_prerequisites', { missing: ['pass'] }, { also: ['limit_reached'] })
      .thenLists());

  it('later parts see what earlier ones give', () =>
    given(item('pass'), item('crown', [needing('pass')]), sku('set', { pass: 1, crown: 1 }))
      .when(addBySku('set', { as: ['pass', 'crown'], skipInvoice: true }))
      .then(granted('pass'), granted('crown')));

  it('a price of one’s own stands on the invoice beside the SKU’s', () =>
    given(item('sword', [priced(100, 500)]), sku('shop', { sword: 1 }, { price: 400 }))
      .when(addBySku('shop', { price: 150 }))
      .thenAlso(async ({ engine }) => {
        const invoice = await engine.invoice({ user: 'ann', invoice: 1 });
        expect(invoice).toMatchObject({ price: 150, originalPrice: 400 });
      }));
});

describe('rule 12: fulfilment activates what is pending, once', () => {
  it('and starts its expiry', () =>
    given(...starter, addBySku('starter', { as }), later({ hours: 1 }))
      .when(fulfil({ actor: 'shop' }))
      .then(
        activated('first', { actor: 'shop' }),
        activated('second'),
        activated('pass', { expires: '2026-01-02T01:00:00Z', status: 'active' }),
      )
      .when(later({ hours: 1 }), fulfil())
      .thenNothing()
      .thenAlso((_world, outcome) => {
        const fulfilledAt = new Date('2026-01-01T01:00:00Z');
        expect(outcome).toMatchObject({ result: { invoice: { fulfilledAt }, activated: [] } });
      })
      .when(fulfilOutstanding())
      .thenNothing()
      .thenAlso(async ({ engine }) => {
        const invoice = await engine.invoice({ user: 'ann', invoice: 1 });
        expect(invoice).toMatchObject({ fulfilment: 'fulfilled', fulfilledAt: new Date('2026-01-01T01:00:00Z') });
      }));

  it('even when two ask in the same moment', () =>
    given(...starter, addBySku('starter', { as }))
      .when(step(({ engine, lastInvoice }) => Promise.all([engine.fulfil(lastInvoice), engine.fulfil(lastInvoice)])))
      .then(activated('first'), activated('second'), activated('pass')));

  it('and leaves alone what was changed meanwhile', () =>
    given(...starter, addBySku('starter', { as }), revoke('first'), setStatus('second', 'active'))
      .when(fulfil())
      .then(activated('pass')));

  it('nor makes active again what an administrator put back', () =>
    given(...starter, addBySku('starter', { as }), setStatus('first', 'active'), setStatus('first', 'pending'))
      .when(fulfil())
      .then(activated('second'), activated('pass'))
      .thenHolds('first', { status: 'pending' }));

  it('a worker does the oldest first, so many at a time', async () => {
    const { engine } = await createTestEngine();
    await engine.createItem({ item: { name: 'Sword', unique_key: 'sword' } });
    const items = [{ unique_key: 'sword', quantity: 2 }];
    await engine.createSku({ sku: { sku: 'shop', currency_code: 'EUR', price: 1, items } });
    for (const user of ['ann', 'ben', 'cem']) await engine.addBySku({ user, sku: 'shop' });
    const done = async (most?: number) => engine.fulfilOutstanding(most === undefined ? {} : { most });
    expect(await done(2)).toEqual({ invoices: 2, activated: 4, more: true, replayed: false });
    expect((await engine.invoice({ user: 'cem', invoice: 3 })).fulfilment).toBe('unfulfilled');
    expect(await done()).toEqual({ invoices: 1, activated: 2, more: false, replayed: false });
    expect(await done()).toEqual({ invoices: 0, activated: 0, more: false, replayed: false });
  });

  it('what somebody outside fulfils stays pending until they did', () =>
    given(item('sword'), item('esim', [fulfilledBy('esim-go')]), sku('set', { sword: 1, esim: 1 }))
      .when(addBySku('set', { as: ['sword', 'esim'], skipInvoice: true }))
      .then(granted('sword', { status: 'active' }), granted('esim', { status: 'pending' }))
      .when(addBySku('set', { as: ['sword 2', 'esim 2'] }), fulfil())
      .then(granted('sword 2', { status: 'pending' }), granted('esim 2', { status: 'pending' }), activated('sword 2'))
      .when(fulfil())
      .thenNothing()
      .thenAlso(async ({ engine }) => {
        expect(await engine.invoice({ user: 'ann', invoice: 1 })).toMatchObject({
          fulfilment: 'processing',
          fulfilledAt: null,
        });
      })
      .when(setStatus('esim 2', 'active'), fulfil())
      .then(activated('esim 2'))
      .thenAlso(async ({ engine }) => {
        expect(await engine.invoice({ user: 'ann', invoice: 1 })).toMatchObject({ fulfilment: 'fulfilled' });
      }));

  it('somebody else’s invoice is not found', () =>
    given(...starter, addBySku('starter'))
      .when(step(({ engine }) => engine.fulfil({ user: 'ben', invoice: 1 })))
      .thenNotFound('invoice'));
});

describe('rule 12: payment', () => {
  const invoiceIs =
    (expected: object) =>
    async ({ engine }: { engine: Engine }): Promise<void> => {
      expect(await engine.invoice({ user: 'ann', invoice: 1 })).toMatchObject(expected);
    };

  it('fulfils what is paid, once', () =>
    given(...starter, addBySku('starter', { as }), later({ hours: 1 }))
      .when(setPayment('paid', { actor: 'till' }))
      .then(activated('first', { actor: 'till' }), activated('second'), activated('pass'))
      .when(later({ hours: 1 }), setPayment('paid'), fulfil())
      .thenNothing()
      .thenAlso(
        invoiceIs({ payment: 'paid', fulfilment: 'fulfilled', fulfilledAt: new Date('2026-01-01T01:00:00Z') }),
      ));

  it('of what was fulfilled before is noted, and activates nothing', () =>
    given(...starter, addBySku('starter', { as }), fulfil(), later({ hours: 1 }))
      .when(setPayment('paid'))
      .thenNothing()
      .thenAlso(invoiceIs({ payment: 'paid', fulfilledAt: new Date('2026-01-01T00:00:00Z') })));

  it('activates once when two say so in the same moment', () =>
    given(...starter, addBySku('starter', { as }))
      .when(
        step(({ engine, lastInvoice: one }) =>
          Promise.all([engine.setPayment({ ...one, payment: 'paid' }), engine.fulfil(one)]),
        ),
      )
      .then(activated('first'), activated('second'), activated('pass'))
      .thenAlso(invoiceIs({ payment: 'paid', fulfilment: 'fulfilled' })));

  it('of an invoice that waits for somebody outside is paid, and still waits', () =>
    given(item('esim', [fulfilledBy('esim-go')]), sku('set', { esim: 1 }), addBySku('set', { as: ['esim'] }))
      .when(setPayment('paid'))
      .thenNothing()
      .thenAlso(invoiceIs({ payment: 'paid', fulfilment: 'processing', fulfilledAt: null })));

  it('stays new until it is paid, and is not taken back', () =>
    given(...starter, addBySku('starter', { as }))
      .when(setPayment('new'))
      .thenNothing()
      .thenAlso(invoiceIs({ payment: 'new', fulfilment: 'unfulfilled' }))
      .when(setPayment('paid'))
      .then(activated('first'), activated('second'), activated('pass'))
      .when(setPayment('new'))
      .thenConflict('already_paid')
      .thenAlso(invoiceIs({ payment: 'paid' })));

  it('of somebody else’s invoice is not found', () =>
    given(...starter, addBySku('starter'))
      .when(step(({ engine }) => engine.setPayment({ user: 'ben', invoice: 1, payment: 'paid' })))
      .thenNotFound('invoice')
      .thenAlso(invoiceIs({ payment: 'new' })));

  it('of an invoice that somebody else gets in the same batch is not found either', async () => {
    const { engine } = await createTestEngine();
    await engine.createItem({ item: { name: 'Sword', unique_key: 'sword' } });
    const items = [{ unique_key: 'sword' }];
    await engine.createSku({ sku: { sku: 'shop', currency_code: 'EUR', price: 1, items } });
    const [added, refused] = await Promise.allSettled([
      engine.addBySku({ user: 'ann', sku: 'shop' }),
      engine.setPayment({ user: 'ben', invoice: 1, payment: 'paid' }),
    ]);
    expect(added.status).toBe('fulfilled');
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
    expect(await engine.invoice({ user: 'ann', invoice: 1 })).toMatchObject({ payment: 'new' });
  });
});
