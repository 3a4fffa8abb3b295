import {
  AmbiguousError,
  ESIMsApi,
  InventoryApi,
  OrdersApi,
  OrganisationApi,
  type Configuration,
} from '@holdall/esim-go';
import type { World } from '@holdall/esim-go-sandbox';
import { describe, expect, it } from 'vitest';
import { france, useSandbox } from '../sandboxed.js';
import { configured } from './hurry.js';

// What public integrations get wrong, played through against the sandbox. What a single answer can show of it is in
// repeating, shapes and requests.

const sandbox = useSandbox();
const europe = 'esim_5GB_30D_EU_V2';

const configuration = (): Configuration => configured(sandbox.url, { apiKey: sandbox.apiKey });

describe('what took too long to be answered, and was done', () => {
  /** Carries the request out to its end and keeps the answer back until the caller gives up: no timeout is too early. */
  const keptBack: typeof globalThis.fetch = async (url, init) => {
    const { signal, ...request } = init!;
    await (await globalThis.fetch(url, request)).arrayBuffer();
    return new Promise((_resolve, reject) => {
      const leave = () => reject(signal!.reason as Error);
      if (signal!.aborted) leave();
      else signal!.addEventListener('abort', leave);
    });
  };

  type Make = (it: Configuration, iccid: string, usageId: number) => Promise<unknown>;
  const order = { type: 'transaction', assign: false, order: [{ type: 'bundle', item: france, quantity: 1 }] } as const;
  const movements = ({ money }: World, wanted: string) => money.filter(({ kind }) => kind === wanted).length;
  const assignmentsOf = ({ esims }: World) => Object.values(esims).flatMap(({ assignments }) => assignments);

  it.each<[what: string, make: Make, times: (world: World) => number]>([
    ['an order', (it) => new OrdersApi(it).ordersPost(order), (world) => movements(world, 'order')],
    ['an apply', (it) => new ESIMsApi(it).esimsApplyPost({ name: france }), (world) => assignmentsOf(world).length - 2],
    [
      'a refund',
      (it, _iccid, usageId) => new InventoryApi(it).inventoryRefundPost(null, null, { usageId, quantity: 1 }),
      (world) => movements(world, 'inventory_refund'),
    ],
    [
      'a revoke by name',
      (it, iccid) => new ESIMsApi(it).esimsIccidBundlesNameDelete(iccid, france),
      (world) => assignmentsOf(world).filter(({ state }) => state === 'revoked').length,
    ],
    [
      'a charge of the saved card',
      (it) => new OrganisationApi(it).organisationBalancePost(1000),
      (world) => movements(world, 'top_up'),
    ],
  ])('%s is not asked for again', async (_what, make, times) => {
    const { id } = await sandbox.stock(france, 5);
    const iccid = await sandbox.esim(2);
    const impatient = configured(sandbox.url, { apiKey: sandbox.apiKey, fetch: keptBack, timeout: 20 });
    await expect(make(impatient, iccid, id)).rejects.toThrow(AmbiguousError);
    expect(times(await sandbox.state())).toBe(1);
    expect(await sandbox.outcomes()).toEqual([200]);
  });
});

it('bytes, and MB in the inventory, are decimal: a thousand each, never 1024', async () => {
  await sandbox.stock(france, 1);
  await sandbox.stock(europe, 1);
  const { data: inventory } = await new InventoryApi(configuration()).inventoryGet();
  for (const { name, data } of inventory.bundles!) {
    const { data: applied } = await new ESIMsApi(configuration()).esimsApplyPost({ name: name! });
    const { iccid } = applied.esims![0]!;
    await sandbox.traffic(iccid!, 250_000_000);
    const { data: held } = await new ESIMsApi(configuration()).esimsIccidBundlesGet(iccid!);
    const [{ initialQuantity, remainingQuantity }] = held.bundles![0]!.assignments as [Record<string, number>];
    expect(initialQuantity).toBe(data! * 1_000_000);
    expect(remainingQuantity).toBe(data! * 1_000_000 - 250_000_000);
  }
  expect(inventory.bundles!.map(({ data }) => data)).toEqual([1000, 5000]);
});

it('an ICCID that no number holds finds the same eSIM everywhere', async () => {
  await sandbox.stock(france, 1);
  const esims = new ESIMsApi(configuration());
  const { data: applied } = await esims.esimsApplyPost({ name: france });
  const iccid = applied.esims![0]!.iccid!;
  expect(String(Number(iccid))).not.toBe(iccid);
  const [details, install, page] = await Promise.all([
    esims.esimsIccidGet(iccid),
    esims.esimsAssignmentsGet(applied.applyReference),
    esims.esimsGet(),
  ]);
  expect(details.data.iccid).toBe(iccid);
  expect(install.data.esims.map((esim) => esim.iccid)).toEqual([iccid]);
  expect(page.data.esims!.map((esim) => esim.iccid)).toEqual([iccid]);
});

describe('of several, none passes for the only one', () => {
  it('lines and eSIMs of an order, its install details, and two references at once', async () => {
    const line = (item: string, quantity: number) => ({ type: 'bundle', item, quantity }) as const;
    const order = { type: 'transaction', assign: true, order: [line(france, 2), line(europe, 3)] } as const;
    const { data: first } = await new OrdersApi(configuration()).ordersPost(order);
    const { data: second } = await new OrdersApi(configuration()).ordersPost(order);
    const iccidsOf = ({ order: lines }: typeof first) =>
      lines!.flatMap(({ esims }) => esims!.map(({ iccid }) => iccid));
    expect(iccidsOf(first)).toHaveLength(5);
    const references = [first.orderReference!, second.orderReference!];
    const { data: install } = await new ESIMsApi(configuration()).esimsAssignmentsGet(references);
    expect(install.esims.map(({ iccid }) => iccid)).toEqual([...iccidsOf(first), ...iccidsOf(second)]);
    expect(install.iccid).toBeUndefined();
    const { data: orders } = await new OrdersApi(configuration()).ordersGet();
    expect(orders.orders.map(({ orderReference }) => orderReference)).toEqual(references.toReversed());
  });

  it('assignments of one name: a list has all, by name is the latest, and revoking by name takes the oldest', async () => {
    const iccid = await sandbox.esim(20);
    const esims = new ESIMsApi(configuration());
    const ids = async () => {
      const { data } = await esims.esimsIccidBundlesGet(iccid, null, 'true', '200');
      return data.bundles![0]!.assignments!.map(({ id, bundleState }) => [id, bundleState]);
    };
    const before = await ids();
    expect(before).toHaveLength(20);
    const { data: shown } = await esims.esimsIccidBundlesNameGet(iccid, france);
    expect(shown.assignments!.map(({ id }) => id)).toEqual([before[0]![0]]);
    await esims.esimsIccidBundlesNameDelete(iccid, france);
    expect((await ids()).filter(([, state]) => state === 'revoked')).toEqual([[before.at(-1)![0], 'revoked']]);
  });
});

it('a revoke answers 200 whether its value came back or not: only the inventory tells', async () => {
  const { id } = await sandbox.stock(france, 2);
  const esims = new ESIMsApi(configuration());
  const iccid = await sandbox.esim(1);
  for (let n = 0; n < 2; n += 1) await esims.esimsApplyPost({ name: france, iccid });
  const assignments = (await sandbox.state()).esims[iccid]!.assignments.slice(1);
  const remaining = async () => {
    const { data } = await new InventoryApi(configuration()).inventoryGet();
    return data.bundles![0]!.available!.find((lot) => lot.id === id)!.remaining;
  };
  const revoke = (of: string) => esims.esimsIccidBundlesNameAssignmentsAssignmentIdDelete(iccid, france, of);
  await sandbox.control('POST', `/assignments/${assignments[0]!.id}/start`);
  expect([(await revoke(assignments[0]!.id)).status, await remaining()]).toEqual([200, 0]);
  expect([(await revoke(assignments[1]!.id)).status, await remaining()]).toEqual([200, 1]);
});
