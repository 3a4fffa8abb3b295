import { describe, expect, it } from 'vitest';
import { NetworkError, PreconditionFailedError } from '../src/index.js';
import { losing } from './harness/lossy.js';
import { startServer } from './harness/server.js';
import { testWorld } from './harness/world.js';

/** A server with a potion of five uses that Ann (user 7) has, and the way to it, on which answers get lost. */
const startLosing = async (answers: number) => {
  const server = await startServer();
  await server.engine.createItem({ item: { name: 'Potion', behaviors: [{ type_hint: 'consumable', max_use: 5 }] } });
  await server.engine.grant({ user: '7', item: 1 });
  const way = await losing(answers, server.baseUrl);
  const left = async (user = '7') => (await server.engine.balance({ user, item: 1 })).remaining;
  return { server, way, left, api: server.as('admin', { baseUrl: way.baseUrl, world: testWorld() }) };
};

describe('a write whose answer got lost', () => {
  it('is done once: a use', async () => {
    const { api, way, left } = await startLosing(2);
    await api.useUserEntitlementItem(7, 1, { quantity: 2 });
    expect([way.lost, await left()]).toEqual([2, 3]);
  });

  it('is done once: a grant', async () => {
    const { api, way, server } = await startLosing(3);
    await api.grantUserEntitlement(8, { entitlement_id: 1 });
    expect([way.lost, (await server.engine.entries({ user: '8' })).total]).toEqual([3, 1]);
  });

  it('is done once, and answers what it answered first: a new item', async () => {
    const { api, server } = await startLosing(1);
    expect(await api.createEntitlementItem({ entitlementItem: { name: 'Crown' } })).toMatchObject({ id: 2 });
    expect((await server.engine.items()).total).toBe(2);
  });

  it('is done once where the caller tries again, days later, under the key of the error', async () => {
    const { api, left } = await startLosing(4);
    const error: unknown = await api.useUserEntitlementItem(7, 1).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NetworkError);
    expect(await left()).toBe(4);
    const { idempotencyKey } = error as NetworkError;
    await api.useUserEntitlementItem(7, 1, { idempotencyKey: idempotencyKey! });
    expect(await left()).toBe(4);
    await api.useUserEntitlementItem(7, 1);
    expect(await left()).toBe(3);
  });

  it('that was denied is told as the denial that it was', async () => {
    const { api, left } = await startLosing(1);
    await expect(api.useUserEntitlementItem(7, 1, { quantity: 6 })).rejects.toMatchObject({
      reason: 'insufficient_uses',
      facts: { requested: 6, left: 5 },
    });
    expect(await left()).toBe(5);
  });

  it('that was on a condition holds, though by then the condition does not', async () => {
    const { api, server, way } = await startLosing(0);
    const { resource, etag } = await api.getEntitlementItemWithEtag(1);
    const lossy = await losing(1, way.baseUrl);
    const careless = server.as('admin', { baseUrl: lossy.baseUrl, world: testWorld() });
    const entitlementItem = { ...resource, name: 'Elixir' };
    await careless.updateEntitlementItem(1, { entitlementItem, ifMatch: etag });
    expect([lossy.lost, (await server.engine.item(1)).name]).toEqual([1, 'Elixir']);
    const second = careless.updateEntitlementItem(1, { entitlementItem, ifMatch: etag });
    await expect(second).rejects.toBeInstanceOf(PreconditionFailedError);
  });
});

describe('a read whose answer got lost', () => {
  it('is made again', async () => {
    const { api, way } = await startLosing(2);
    expect(await api.check(7, 1)).toEqual({ allowed: true });
    expect(way.lost).toBe(2);
  });
});
