import type { SettingsPatch, World } from '@holdall/esim-go-sandbox';
import { afterEach, describe, expect, it } from 'vitest';
import { france, useSandbox } from '../sandboxed.js';
import { listening, type Receiver } from './receiver.js';

const sandbox = useSandbox();
const megabyte = 1_000_000;

let receiver: Receiver | undefined;
afterEach(async () => {
  await receiver?.app.close();
  receiver = undefined;
});

/** A host that the sandbox's organisation has named in its portal. */
const named = async (
  settings: Partial<NonNullable<SettingsPatch['callbacks']>>,
  options: Partial<Parameters<typeof listening>[0]> = {},
): Promise<Receiver> => {
  receiver = await listening({ keys: () => [sandbox.apiKey], ...options });
  await sandbox.settings({ callbacks: { url: receiver.url, version: 'V3', ...settings } });
  return receiver;
};

/** What the receiver answered to each callback, by its type. */
const answers = async (): Promise<readonly (readonly [string, World['callbacks'][number]['answers']])[]> => {
  const { callbacks } = await sandbox.control<Pick<World, 'callbacks'>>('GET', '/callbacks');
  return callbacks.map((it) => [it.alertType, it.answers]);
};

/** First attachment, a country, first use, then 50, 80 and 100 %. */
const useItUp = async (): Promise<string> => {
  const iccid = await sandbox.esim(1);
  for (const used of [1, 499, 300, 200]) await sandbox.traffic(iccid, used * megabyte);
  return iccid;
};
const life = ['FirstAttachment', 'CountryChange', 'FirstUse', 'Utilisation', 'Utilisation', 'Utilisation'];
const accepted = life.map((type) => [type, [200]]);

describe("the vendor's callbacks", () => {
  const ways = (['base64', 'hex'] as const).flatMap((encoding) =>
    (['string', 'number'] as const).map((iccid) => ({ encoding, iccid })),
  );
  it.each(ways)('arrive: signature in $encoding, ICCID as a $iccid', async (way) => {
    const { inbox } = await named(way);
    const iccid = await useItUp();
    expect(await answers()).toEqual(accepted);
    const kept = [...inbox.values()];
    expect(kept.map(({ type }) => type)).toEqual(life);
    expect(new Set(kept.map((it) => it.iccid))).toEqual(new Set([iccid]));
    expect(kept.every(({ signed }) => signed)).toBe(true);
    const { id, reference, startedAt, endsAt } = (await sandbox.state()).esims[iccid]!.assignments[0]!;
    expect(kept.flatMap(({ bundle }) => bundle ?? [])).toEqual(
      [999.999, 500, 200, 0].map((left) => ({
        name: france,
        id,
        reference,
        unlimited: false,
        initial: 1000 * megabyte,
        remaining: left * megabyte,
        startsAt: startedAt,
        endsAt,
      })),
    );
    expect(kept[1]!.country).toEqual({ code: 'FR', name: 'France' });
  });

  it('of version 2 arrive where the host accepts them, and are marked', async () => {
    const { inbox } = await named({ version: 'V2' }, { unsigned: 'accept' });
    await useItUp();
    expect(await answers()).toEqual(accepted);
    expect([...inbox.values()].map(({ signed, bundle }) => [signed, bundle?.id ?? null])).toEqual(
      life.map(() => [false, null]),
    );
  });

  it.each([
    ['version 2, unasked for', { version: 'V2' }],
    ['a wrong signature', { signature: 'wrong' }],
    ['no signature', { signature: 'none' }],
  ] as const)('are refused: %s', async (_case, settings) => {
    const { inbox } = await named(settings);
    await useItUp();
    expect(await answers()).toEqual(life.map((type) => [type, [401]]));
    expect(inbox.size).toBe(0);
  });

  it('are kept once when all of them come twice, at the same time and in any order', async () => {
    const { inbox } = await named({ duplicateChance: 1, hold: true });
    await useItUp();
    expect(inbox.size).toBe(0);
    await sandbox.control('POST', '/callbacks/deliver', { order: 'shuffled', concurrency: 4 });
    expect(await answers()).toEqual(life.map((type) => [type, [200, 200]]));
    const kept = [...inbox.values()].map(({ type }) => type);
    expect(kept).toHaveLength(life.length);
    expect(new Set(kept)).toEqual(new Set(life));
    expect(kept).not.toEqual(life);
  });

  it('are kept when they are of a kind that nobody knows', async () => {
    const { inbox } = await named({});
    const body = { alertType: 'esim.deletion_scheduled', iccid: '8943108170000000017', when: { in: ['7', 'days'] } };
    await sandbox.control('POST', '/callbacks', { body });
    expect(await answers()).toEqual([['esim.deletion_scheduled', [200]]]);
    expect([...inbox.values()]).toEqual([
      expect.objectContaining({ kind: 'unknown', iccid: body.iccid, raw: JSON.stringify(body) }),
    ]);
  });

  it('go on arriving while the key is exchanged', async () => {
    let keys: readonly string[] = [sandbox.apiKey];
    const { inbox } = await named({}, { keys: () => keys });
    const topup = async (newAmount: number): Promise<unknown> => {
      await sandbox.control('POST', '/callbacks', {
        body: { alertType: 'Topup', bundle: { oldAmount: 0, newAmount } },
      });
      return (await answers()).at(-1)?.[1][0];
    };
    expect(await topup(1)).toBe(200);
    const { key } = await sandbox.control<{ key: string }>('POST', '/keys', { signing: true });
    expect(await topup(2)).toBe(401);
    keys = [sandbox.apiKey, key];
    expect(await topup(3)).toBe(200);
    keys = [key];
    expect(await topup(4)).toBe(200);
    expect([...inbox.values()].map((it) => it.topup?.after)).toEqual(['1', '3', '4']);
  });

  it('that are announced again the next day are facts of their own', async () => {
    let now = Date.UTC(2026, 0, 31, 10);
    const { inbox } = await named({}, { clock: { now: () => now } });
    const body = { alertType: 'CountryChange', iccid: '8943108170000000017', country: { code: 'FR', name: 'France' } };
    const send = () => sandbox.control('POST', '/callbacks', { body });
    await send();
    await send();
    expect(inbox.size).toBe(1);
    now += 24 * 60 * 60 * 1000;
    await send();
    expect(inbox.size).toBe(2);
  });
});
