import type { BridgeOptions, Sale } from '@holdall/esim-go';
import { france, type useSandbox } from '../sandboxed.js';
import { bridged } from './bridged.js';

export const anna = { user: 'anna', item: france, key: 'cart 1' };

type Sandbox = ReturnType<typeof useSandbox>;

/** A bundle that anna has bought and not used, on an eSIM that is in her phone. */
export const soldTo = async (
  sandbox: Sandbox,
  {
    bundle = france,
    installed = true,
    ...options
  }: Partial<BridgeOptions> & { bundle?: string; installed?: boolean } = {},
) => {
  const world = await bridged(sandbox, options);
  await sandbox.stock(bundle, 5);
  const sale = await world.bridge.sell({ ...anna, item: bundle });
  const iccid = sale.iccid!;
  if (installed) await sandbox.control('PATCH', `/esims/${iccid}`, { profileStatus: 'Installed' });
  const order = { user: 'anna', entry: sale.entry! };
  return { ...world, sale, iccid, order, truth: truthOf(sandbox, sale) };
};

/** What the vendor knows of a sale. */
export const truthOf =
  (sandbox: Sandbox, { iccid, assignment }: Sale) =>
  async () => {
    const { esims, lots, organisation } = await sandbox.state();
    const { state, refundedTo } = esims[iccid!]!.assignments.find(({ id }) => id === assignment)!;
    return {
      state,
      refundedTo,
      left: Object.values(lots).map(({ remaining }) => remaining),
      balance: organisation.balance,
    };
  };

/** How often such a call arrived. */
export const arrived = async (sandbox: Sandbox, operation: string, query = ''): Promise<number> => {
  const { requests } = await sandbox.control<{ requests: { operation: string; url: string }[] }>('GET', '/requests');
  return requests.filter((one) => one.operation === operation && one.url.includes(query)).length;
};

export const revokes = 'esimsIccidBundlesNameAssignmentsAssignmentIdDelete';
