// Run by memory.test.ts in a process of its own: walks a list that is made page by page, and counts what stays alive.
import { betatelSupplier } from '@holdall/suppliers';

const total = Number(process.argv.at(-1));
const count = 1000;

/** A supplier that keeps nothing. */
const fetch: typeof globalThis.fetch = (input) => {
  const offset = Number(new URL(new Request(input).url).searchParams.get('offset'));
  const inventories = Array.from({ length: Math.min(count, total - offset) }, (_, index) => ({
    id: offset + index + 1,
    name: `Inventory ${offset + index + 1} ${'x'.repeat(200)}`,
    status: 'Active',
  }));
  return Promise.resolve(Response.json({ total, offset, count: inventories.length, inventories }));
};

const supplier = betatelSupplier({ apiKey: 'k', userId: 'u', baseUrl: 'http://supplier', pageSize: count, fetch });
const walk = supplier.list();
let records = 0;
let most = 0;
const heap = (): number => {
  globalThis.gc!();
  return process.memoryUsage().heapUsed;
};
let start = 0;
for await (const _record of walk) {
  records += 1;
  // What is read once stays: the first part of the walk is not compared.
  if (records === 20_000) start = heap();
  if (records > 20_000 && records % 10_000 === 0) most = Math.max(most, heap() - start);
}
console.log(JSON.stringify({ records, complete: walk.progress.complete, most }));
