import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESIMsApi, InventoryApi } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { assignmentsOn, issue } from './quick-start.js';
import { france, useSandbox } from './sandboxed.js';
import { programOf } from './samples/program.js';
import { samples } from './samples/samples.js';

const sandbox = useSandbox();

const folder = join(import.meta.dirname, 'samples');
const program = join(folder, 'samples.ts');
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .map((name) => ({ operation: name.replace('.txt', ''), text: readFileSync(join(folder, name), 'utf8') }));

const accept = 'application/json';
const contentType = accept;

describe('the samples of the documentation', () => {
  it('are all there: 2 of the inventory, 14 of eSIMs', () => {
    expect(texts).toHaveLength(16);
    expect(Object.keys(samples).sort()).toEqual(texts.map(({ operation }) => operation));
  });

  it('are what runs here, with no other change than their import and their values', () => {
    const expected = programOf(texts);
    if (process.env['HOLDALL_WRITE_SAMPLES'] === '1') writeFileSync(program, expected);
    expect(readFileSync(program, 'utf8')).toBe(expected);
  });

  it('inventoryGet', async () => {
    const { id } = await sandbox.stock(france, 3);
    const { status, data } = await samples.inventoryGet({ accept });
    expect(status).toBe(200);
    expect(data.bundles).toMatchObject([{ name: france, available: [{ id, total: 3, remaining: 3 }] }]);
  });

  it('inventoryRefundPost', async () => {
    const { id } = await sandbox.stock(france, 3);
    const refundInventoryItem = { usageId: id, quantity: 2 };
    const { status, data } = await samples.inventoryRefundPost({ contentType, accept, refundInventoryItem });
    expect({ status, data }).toEqual({
      status: 200,
      data: { status: 'Successfully refunded bundles to balance' },
    });
    expect((await sandbox.state()).lots[id]!.remaining).toBe(1);
  });

  it('esimsApplyPost, and esimsAssignmentsGet', async () => {
    await sandbox.stock(france, 3);
    const applied = await samples.esimsApplyPost({ esimsApplyPostRequest: { name: france, repeat: 2 } });
    expect(applied.status).toBe(200);
    const iccids = applied.data.esims!.map(({ iccid }) => iccid);
    expect(iccids).toHaveLength(2);
    expect(new Set(Object.keys((await sandbox.state()).esims))).toEqual(new Set(iccids));
    const { status, data } = await samples.esimsAssignmentsGet({
      reference: applied.data.applyReference!,
      additionalFields: 'appleInstallUrl',
    });
    expect(status).toBe(200);
    expect(new Set(data.esims.map(({ iccid }) => iccid))).toEqual(new Set(iccids));
    expect(data.esims[0]!.appleInstallUrl).toMatch(/^https:/);
  });

  it('esimsGet', async () => {
    const iccid = await sandbox.esim(1);
    const { status, data } = await samples.esimsGet({
      page: '1',
      perPage: 10,
      direction: 'asc',
      orderBy: 'iccid',
      // As the sample declares it and leaves it: "optional, default to undefined".
      ...(undefinedYet as { filterBy: 'iccid, customerRef, lastAction, actionDate, assignedDate'; filter: string }),
    });
    expect(status).toBe(200);
    expect(data.esims).toMatchObject([{ iccid, physical: false }]);
  });

  it('esimsIccidBundlesGet, and esimsIccidBundlesNameGet', async () => {
    const iccid = await sandbox.esim(2);
    const { status, data } = await samples.esimsIccidBundlesGet({ iccid, accept, includeUsed: 'true', limit: '200' });
    expect(status).toBe(200);
    const assignments = data.bundles!.flatMap((bundle) => bundle.assignments ?? []);
    expect(assignments).toHaveLength(2);
    expect(assignments[0]).toMatchObject({ initialQuantity: 1_000_000_000, bundleState: 'queued' });
    const latest = await samples.esimsIccidBundlesNameGet({ iccid, name: france, accept });
    expect(latest.data.assignments).toMatchObject([{ initialQuantity: 1_000_000_000, unlimited: false }]);
  });

  it('esimsIccidBundlesNameAssignmentsAssignmentIdDelete', async () => {
    const iccid = await sandbox.esim(2);
    const [, second] = (await sandbox.state()).esims[iccid]!.assignments;
    const revoke = (type: string) =>
      samples.esimsIccidBundlesNameAssignmentsAssignmentIdDelete({
        iccid,
        name: france,
        assignmentId: second!.id,
        accept,
        type,
      });
    expect(await revoke('validate')).toMatchObject({ status: 200 });
    expect(await states(iccid)).toEqual(['queued', 'queued']);
    expect(await revoke('transaction')).toMatchObject({ status: 200 });
    expect(await states(iccid)).toEqual(['queued', 'revoked']);
  });

  it('esimsIccidBundlesNameDelete, which takes the oldest unused one', async () => {
    const iccid = await sandbox.esim(2);
    const offerId = (await sandbox.state()).esims[iccid]!.assignments[0]!.id;
    const given = { iccid, name: france, refundToBalance: true, offerId, type: 'transaction' } as const;
    expect(await samples.esimsIccidBundlesNameDelete(given)).toMatchObject({ status: 200 });
    expect(await states(iccid)).toEqual(['revoked', 'queued']);
  });

  it('esimsIccidCompatibleBundleGet', async () => {
    const iccid = await sandbox.esim(1);
    expect(await samples.esimsIccidCompatibleBundleGet({ iccid, bundle: france, accept })).toEqual({
      status: 200,
      data: { compatible: true },
    });
  });

  it('esimsPut, and esimsIccidGet', async () => {
    const iccid = await sandbox.esim(1);
    const customerRef = 'order 1';
    const updateSimDetails = { iccid, customerRef };
    expect(await samples.esimsPut({ contentType, accept, iccid, customerRef, updateSimDetails })).toMatchObject({
      status: 200,
    });
    const { status, data } = await samples.esimsIccidGet({ iccid, accept, additionalFields: 'appleInstallUrl' });
    expect(status).toBe(200);
    expect(data).toMatchObject({ iccid, customerRef, profileStatus: 'Installed' });
    expect(data.firstInstalledDateTime).toBe(Date.parse('2026-01-31T10:00:00Z'));
  });

  it('esimsIccidRefreshGet, esimsIccidLocationGet and esimsIccidHistoryGet', async () => {
    const iccid = await sandbox.esim(1);
    await sandbox.traffic(iccid, 1_000_000);
    const location = await samples.esimsIccidLocationGet({ iccid, accept });
    expect(location).toMatchObject({ status: 200, data: { country: 'FR' } });
    expect(await samples.esimsIccidRefreshGet({ iccid, accept })).toEqual({
      status: 200,
      data: { status: 'Successfully refreshed SIM' },
    });
    const { data } = await samples.esimsIccidHistoryGet({ iccid, accept });
    expect(data.actions[0]).toMatchObject({ name: 'eSIM Refreshed' });
    expect(data.actions.length).toBeGreaterThan(2);
  });

  it('esimsIccidSmsPost', async () => {
    const iccid = await sandbox.esim(1);
    const esimsIccidSmsPostRequest = { message: 'Bonjour' };
    const sent = await samples.esimsIccidSmsPost({ iccid, contentType, accept, esimsIccidSmsPostRequest });
    expect(sent).toEqual({ status: 200, data: { status: 'sent' } });
    expect((await sandbox.state()).esims[iccid]!.sms).toMatchObject([{ message: 'Bonjour', from: 'eSIM' }]);
  });

  it('take no configuration at all, too', async () => {
    expect((await new InventoryApi().inventoryGet()).data).toEqual({ bundles: [] });
    expect((await new ESIMsApi().esimsGet()).data).toMatchObject({ esims: [] });
  });
});

describe('the example of the README', () => {
  it('issues an eSIM, whose codes are those of the sandbox', async () => {
    await sandbox.stock(france, 1);
    const codes = await issue(france);
    const [esim] = Object.values((await sandbox.state()).esims);
    expect(codes).toEqual([`LPA:1$${esim!.smdpAddress}$${esim!.matchingId}`]);
    expect(await assignmentsOn(esim!.iccid)).toMatchObject([{ bundleState: 'queued' }]);
    expect(await issue(france)).toBe('sold out');
  });

  it('does not issue a second one for one whose answer was lost', async () => {
    await sandbox.stock(france, 2);
    await sandbox.fault({ operation: 'esimsApplyPost', effect: 'done', outcome: { kind: 'drop' } });
    expect(await issue(france)).toBe('being looked into');
    expect(Object.keys((await sandbox.state()).esims)).toHaveLength(1);
  });
});

const undefinedYet: unknown = {};

const states = async (iccid: string): Promise<readonly string[]> =>
  (await sandbox.state()).esims[iccid]!.assignments.map(({ state }) => state);
