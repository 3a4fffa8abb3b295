import { betatelInventory, startBetatel } from '@holdall/suppliers-sandbox';

const sandbox = await startBetatel({ inventories: [1, 2, 3].map((id) => betatelInventory(id)) });
const { url, apiKey, userId } = sandbox;

/** The ids on a page, or the status of a refusal. */
const page = async (offset: number): Promise<number[] | number> => {
  const headers = { 'x-api-key': apiKey, 'x-user-id': userId };
  const response = await fetch(`${url}/inventories?offset=${offset}&count=2`, { headers });
  if (!response.ok) return response.status;
  return ((await response.json()) as { inventories: { id: number }[] }).inventories.map(({ id }) => id);
};

const first = await page(0);
// One goes away before the second page is asked for, which then passes over one: a trap of every paged list.
sandbox.inventories = sandbox.inventories.slice(1);
const second = await page(2);
// And the next request fails.
sandbox.faults.add({ kind: 'status', status: 503, retryAfterSeconds: 1 });
const failed = await page(2);

await sandbox.close();
export { failed, first, second };
