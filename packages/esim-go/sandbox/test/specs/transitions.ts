// Contract 2.1 as a table: what each state becomes by whatever can happen to it.
import { describe, expect, it } from 'vitest';
import { france, sandbox } from '../sandbox.js';

const { get, post, remove, esim, truth, traffic, advance, settings, control } = sandbox;

const GB = 1_000_000_000;

type State = 'processing' | 'queued' | 'active' | 'depleted' | 'expired' | 'revoked' | 'lapsed';
type Happening = 'a byte is used' | 'all is used' | 'its days are over' | 'a year goes by' | 'it is revoked';

const path = (iccid: string) => `/esims/${iccid}/bundles/${france}/assignments/998`;

/** How an assignment of 7 days comes to be in a state. Its eSIM is one that the returns process leaves alone. */
const lives: Record<State, (iccid: string) => Promise<unknown>> = {
  processing: async () => undefined,
  queued: () => advance({ minutes: 10 }),
  active: async (iccid) => {
    await advance({ minutes: 10 });
    await traffic(iccid, 1);
  },
  depleted: async (iccid) => {
    await advance({ minutes: 10 });
    await traffic(iccid, GB);
  },
  expired: async (iccid) => {
    await lives.active(iccid);
    await advance({ days: 7 });
  },
  revoked: (iccid) => remove(path(iccid)),
  lapsed: () => advance({ days: 366 }),
};

const happenings: Record<Happening, (iccid: string) => Promise<unknown>> = {
  'a byte is used': (iccid) => traffic(iccid, 1),
  'all is used': (iccid) => traffic(iccid, 2 * GB),
  'its days are over': () => advance({ days: 7 }),
  'a year goes by': () => advance({ days: 366 }),
  'it is revoked': (iccid) => remove(path(iccid)),
};

const table: Record<State, Record<Happening, State>> = {
  processing: {
    'a byte is used': 'processing',
    'all is used': 'processing',
    'its days are over': 'queued',
    'a year goes by': 'lapsed',
    'it is revoked': 'revoked',
  },
  queued: {
    'a byte is used': 'active',
    'all is used': 'depleted',
    'its days are over': 'queued',
    'a year goes by': 'lapsed',
    'it is revoked': 'revoked',
  },
  active: {
    'a byte is used': 'active',
    'all is used': 'depleted',
    'its days are over': 'expired',
    'a year goes by': 'expired',
    'it is revoked': 'revoked',
  },
  depleted: {
    'a byte is used': 'depleted',
    'all is used': 'depleted',
    'its days are over': 'expired',
    'a year goes by': 'expired',
    'it is revoked': 'depleted',
  },
  expired: {
    'a byte is used': 'expired',
    'all is used': 'expired',
    'its days are over': 'expired',
    'a year goes by': 'expired',
    'it is revoked': 'expired',
  },
  revoked: {
    'a byte is used': 'revoked',
    'all is used': 'revoked',
    'its days are over': 'revoked',
    'a year goes by': 'revoked',
    'it is revoked': 'revoked',
  },
  lapsed: {
    'a byte is used': 'lapsed',
    'all is used': 'lapsed',
    'its days are over': 'lapsed',
    'a year goes by': 'lapsed',
    'it is revoked': 'lapsed',
  },
};

const rows = (Object.keys(table) as State[]).flatMap((from) =>
  (Object.keys(table[from]) as Happening[]).map((happening) => [from, happening, table[from][happening]] as const),
);

/** As the API tells it, with what is used. */
const told = async (iccid: string): Promise<State> =>
  (await get(`/esims/${iccid}/bundles?includeUsed=true`)).json.bundles[0].assignments[0].bundleState;

describe('an assignment that is', () => {
  const living = async (state: State) => {
    await settings({ assignments: { processingSeconds: 600 } });
    const iccid = await esim({ bundle: france, profileStatus: 'Installed' });
    await lives[state](iccid);
    expect(await told(iccid)).toBe(state);
    return iccid;
  };

  it.each(rows)('%s, when %s, is %s', async (from, happening, to) => {
    const iccid = await living(from);
    await happenings[happening](iccid);
    expect(await told(iccid)).toBe(to);
  });

  it.each([
    ['processing', true, true],
    ['queued', true, true],
    ['active', true, true],
    ['depleted', false, true],
    ['expired', false, true],
    ['revoked', false, true],
    ['lapsed', false, true],
  ] as const)('%s is listed: %s; with what is used: %s', async (state, listed, listedWithUsed) => {
    const iccid = await living(state);
    const lists = async (query: string) => (await get(`/esims/${iccid}/bundles${query}`)).json.bundles.length === 1;
    expect([await lists(''), await lists('?includeUsed=true')]).toEqual([listed, listedWithUsed]);
  });
});

describe('processing', () => {
  it('does not keep an eSIM from being installed, nor from registering in a network', async () => {
    await settings({ assignments: { processingSeconds: 600 } });
    const iccid = await esim({ bundle: france });
    await control('PATCH', `/esims/${iccid}`, { profileStatus: 'Installed' });
    await traffic(iccid, 0);
    expect((await get(`/esims/${iccid}`)).json.profileStatus).toBe('Installed');
    expect((await get(`/esims/${iccid}/location`)).json.country).toBe('FR');
    expect((await truth(iccid)).history.map(({ name }) => name)).toEqual(['Bundle Applied', 'eSIM First Attachment']);
    expect(await told(iccid)).toBe('processing');
  });

  it('comes with an order as with an apply, and takes no more than 10 minutes', async () => {
    await settings({ assignments: { processingSeconds: 600 } });
    const order = { type: 'transaction', assign: true, order: [{ item: france, quantity: 1 }] };
    const [{ iccid }] = (await post('/orders', order)).json.order[0].esims;
    expect(await told(iccid)).toBe('processing');
    await advance({ minutes: 10 });
    expect(await told(iccid)).toBe('queued');
    await expect(settings({ assignments: { processingSeconds: 601 } })).rejects.toThrow('400');
  });
});

it('what lapses or expires takes its eSIM nowhere: only a revoke may begin the returns process', async () => {
  const [lapsing, expiring] = [await esim({ bundle: france }), await esim({ bundle: france })];
  await traffic(expiring, 1);
  await advance({ days: 366 });
  expect([await told(lapsing), await told(expiring)]).toEqual(['lapsed', 'expired']);
});
